"""Rows as files and text."""
