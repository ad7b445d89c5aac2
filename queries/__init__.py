"""What can be asked: the catalogue of queries, and their evaluation within limits."""
