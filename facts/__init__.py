"""The curated facts: CSV tables that a person edits, one table a file."""
