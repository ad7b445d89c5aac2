"""The network map: one view of a network, drawn on pages, in files and in notebooks."""
