"""Load a version into an engine: by Graph Store Protocol, by Update, or by its bulk loader."""
