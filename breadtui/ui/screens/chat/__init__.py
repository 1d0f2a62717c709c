"""Talking with models: the conversation, the list of models, and the ways from an answer to what made it."""
