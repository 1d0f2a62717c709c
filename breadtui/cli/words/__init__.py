"""What may be typed behind breadtui, command by command."""
