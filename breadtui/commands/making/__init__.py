"""Targets, bakes and repositories, created from files and words."""
