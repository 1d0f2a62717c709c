"""The explorer: its mixins joined."""
