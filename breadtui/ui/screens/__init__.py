"""Screens arrange panes and turn their messages into commands."""
