"""What commands have in common: how they write, ask, and are interrupted."""
