"""Two people's changes to one prompt put together."""
