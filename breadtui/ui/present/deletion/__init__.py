"""Deletion in words: what is lost, and what depends on it."""
