"""Files of any publisher as frames of checked values, and frames as triples."""
