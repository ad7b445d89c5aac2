"""The triples of a snapshot by subject and by object, in files mapped into memory."""
