"""What a snapshot says of itself: statistics, catalogue entry, provenance, citation."""
