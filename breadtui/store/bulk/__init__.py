"""The same with everything that is marked."""
