"""A plan as JSON, YAML, Python and shell."""
