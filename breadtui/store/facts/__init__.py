"""What is known, as values: the state, and what can be told from it at once."""
