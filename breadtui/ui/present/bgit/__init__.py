"""What a bgit folder says, drawn."""
