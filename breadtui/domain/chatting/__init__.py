"""Talking with models: a conversation held with one or several at once, its figures, and how long to wait for one."""
