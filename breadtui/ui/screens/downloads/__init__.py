"""Weights taken home: what is asked first, and the queue."""
