"""The deposit: every file of a version in one folder, described, with checksums, whole or not."""
