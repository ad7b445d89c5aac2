"""Readers of sources of facts, one module a source."""
