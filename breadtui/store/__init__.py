"""The one observable state, what changes it, and the loop that keeps it fresh."""
