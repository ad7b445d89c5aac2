"""What surrounds a thing on its page: parts, dates, partners, themes, places, datasets."""
