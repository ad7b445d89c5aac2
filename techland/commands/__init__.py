"""The commands of techland, one module a kind of work."""
