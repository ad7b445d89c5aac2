"""What changed between two versions of the dataset, and why."""
