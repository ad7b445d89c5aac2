"""Where nodes stand: a force, a geographic and a two-sided layout, as arrays of places."""
