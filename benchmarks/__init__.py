"""Every timing of the project: ratios against a named peer in the same run."""
