"""Rows of training data: pages, exports, surveys."""
