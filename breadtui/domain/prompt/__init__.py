"""Prompts while they are written: changes, drafts, mistakes, templates, versions."""
