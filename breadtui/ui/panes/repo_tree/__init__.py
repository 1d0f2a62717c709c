"""The tree of repositories."""
