"""Backbones: the ties of a network that chance would hardly give."""
