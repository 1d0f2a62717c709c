"""Conversations as lines."""
