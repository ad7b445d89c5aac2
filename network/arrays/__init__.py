"""Columnar arrays of a snapshot: who takes part in what, ready for networks without SPARQL."""
