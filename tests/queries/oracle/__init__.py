"""What every query must answer, computed from the CSV tables without RDF.

Nothing here imports techland: the tables are read with the csv module, and the
rules of the data model are written down a second time.
"""

from . import activities, agreements, events, organisations, sources
from .registry import ORACLES

__all__ = ["ORACLES", "activities", "agreements", "events", "organisations", "sources"]
