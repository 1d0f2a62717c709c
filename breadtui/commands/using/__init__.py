"""Models: which are served, asked, taken home."""
