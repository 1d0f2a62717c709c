"""Starts of jobs, chains and plans."""
