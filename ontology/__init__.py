"""The vocabulary: ontology, concept schemes, shapes, prefixes and their IRIs as constants."""
