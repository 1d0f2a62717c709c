"""What is asked for without being wanted: when, how often, and the loop that does it."""
