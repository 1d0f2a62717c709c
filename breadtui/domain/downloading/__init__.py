"""Weights on their way from the store to a file: what is asked, what the store answers, what is kept beside it."""
