"""Two things beside each other."""
