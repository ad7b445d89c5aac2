"""Engines behind an address: asked by SPARQLWrapper, loaded by the standard protocols."""
