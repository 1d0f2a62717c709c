"""What leaves the program as a text: pure functions from domain values to files other tools read."""
