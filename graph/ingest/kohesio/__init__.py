"""Kohesio: operations of the EU's cohesion policy."""
