"""Rows of training data, read and taken."""
