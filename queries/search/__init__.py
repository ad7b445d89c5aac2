"""Find things by their names and texts, in any language and spelling."""
