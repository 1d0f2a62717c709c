"""What was seen and when, and drafts of what was typed: SQLite and files written safely."""
