"""A network for R: who takes part in what, attributes, a codebook, and a script that counts."""
