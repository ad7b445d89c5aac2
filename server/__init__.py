"""HTTP: the SPARQL endpoint, pages and downloads over one core."""
