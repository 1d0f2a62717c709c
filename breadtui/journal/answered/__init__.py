"""Answers of the service, kept for all windows."""
