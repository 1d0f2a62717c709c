"""The job monitor."""
