"""What people put on things for themselves and their team: stars, hidden things, tags, notes; never at the service."""
