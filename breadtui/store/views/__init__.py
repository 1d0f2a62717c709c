"""Facts from the state, put together for those who show or ask."""
