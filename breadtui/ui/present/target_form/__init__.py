"""The form of a target as lines and options."""
