"""What the doctor found, as marks in rows and as lines."""
