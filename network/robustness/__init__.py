"""Robustness: what was counted, in words, and how numbers change with other choices."""
