"""What happened, what is amiss, and what is watched."""
