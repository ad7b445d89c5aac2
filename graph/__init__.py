"""What is known: facts become claims, claims a snapshot, a snapshot a store."""
