"""Folders of bgit, the official command line: its names, its mapping file, its branches."""
