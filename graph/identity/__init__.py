"""Who is who: names brought to one form, scored against each other, and joined with reasons."""
