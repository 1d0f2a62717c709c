"""Tabs of the detail pane."""
