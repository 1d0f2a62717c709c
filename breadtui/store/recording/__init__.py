"""Watching without a screen, for all windows."""
