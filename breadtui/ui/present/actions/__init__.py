"""What can be done with a thing: one table, and its rows."""
