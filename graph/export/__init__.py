"""Take a snapshot away: what of it, in which serialisation, compressed or not, always whole."""
