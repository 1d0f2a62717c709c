"""Rows of training data as lines: the list of questions, one row whole, and how long they are."""
