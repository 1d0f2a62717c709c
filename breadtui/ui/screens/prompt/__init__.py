"""Prompts as raw text, checked, and side by side."""
