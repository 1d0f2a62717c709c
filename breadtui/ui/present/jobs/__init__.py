"""Rows of the job monitor."""
