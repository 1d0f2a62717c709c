"""Weights fetched, in a queue."""
