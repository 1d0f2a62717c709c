"""Rows of the repository tree."""
