"""What differs: lines, settings, figures, and two things as a whole."""
