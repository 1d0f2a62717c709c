"""Forms as lines."""
