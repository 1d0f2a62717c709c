"""Metric plots."""
