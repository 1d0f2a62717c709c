"""Charts as figures for files."""
