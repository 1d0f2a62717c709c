"""What comes in from files and goes out to them, to the clipboard and to other programs."""
