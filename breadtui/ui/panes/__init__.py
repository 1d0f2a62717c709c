"""Panes take slices of the state and say what the person did."""
