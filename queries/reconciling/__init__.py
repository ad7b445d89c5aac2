"""Reconciling: names from a spreadsheet matched to things of the graph, with scores and reasons."""
