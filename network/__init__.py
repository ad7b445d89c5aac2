"""What is connected: networks of organisations, read from the graph."""
