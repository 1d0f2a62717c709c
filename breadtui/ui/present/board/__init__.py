"""A board of bakes as lines: curves, table, settings, prompts, answers."""
