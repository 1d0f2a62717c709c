"""What the field means: values and pure functions, otherwise the standard library only."""
