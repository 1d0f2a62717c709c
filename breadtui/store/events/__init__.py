"""What happened, in the past tense, by topic."""
