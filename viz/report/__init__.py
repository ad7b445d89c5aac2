"""The report of a network study: numbers, figures and captions that one can cite."""
