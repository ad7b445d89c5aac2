"""CORDIS: projects and participants of the EU's framework programmes for research."""
