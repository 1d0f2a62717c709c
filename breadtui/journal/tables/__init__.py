"""Rows of the journal, table by table."""
