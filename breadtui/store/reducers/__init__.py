"""What happened, applied to what was known, by topic."""
