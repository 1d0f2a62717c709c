"""The cockpit in the terminal."""
