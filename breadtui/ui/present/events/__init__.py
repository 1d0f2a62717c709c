"""What happened as rows: by day, with the gaps in which nobody watched."""
