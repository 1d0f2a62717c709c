"""A sweep drawn: the sheet as a grid, and its sentences."""
