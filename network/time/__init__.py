"""Networks over time: slices, who comes and goes, which ties last, who comes back."""
