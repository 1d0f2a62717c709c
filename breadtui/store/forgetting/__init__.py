"""A journal, drafts and events that keep nothing."""
