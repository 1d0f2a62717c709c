"""Prompts as files, JSON, YAML and markdown."""
