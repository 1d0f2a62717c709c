"""Jobs that are watched, rules that are quiet, and who is told."""
