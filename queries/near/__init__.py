"""What lies around a thing: read from the store's indexes, or asked step by step."""
