"""What every query must answer, computed from the CSV tables without RDF.

The tables are read with the csv module, and the rules of the data model are written down a
second time. Of techland only the questions about imports use something: the places of towns
and the list of refused rows.
"""

from . import activities, agreements, events, import_networks, imports, organisations, sources
from .registry import ORACLES

__all__ = [
    "ORACLES",
    "activities",
    "agreements",
    "events",
    "import_networks",
    "imports",
    "organisations",
    "sources",
]
