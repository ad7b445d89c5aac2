"""What is seen: texts in three languages, encodings and the network page."""
