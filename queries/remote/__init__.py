"""Queries over a version that an engine behind an address holds."""
