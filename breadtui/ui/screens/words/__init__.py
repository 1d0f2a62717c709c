"""What may be typed after a colon, and how a beginning goes on."""
