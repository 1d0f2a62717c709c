"""Two to eight bakes compared on one board."""
