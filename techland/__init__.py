"""techland: a knowledge graph of cross-border cooperation."""
