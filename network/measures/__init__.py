"""Measures of a network: the border between its groups, and the core ones."""
