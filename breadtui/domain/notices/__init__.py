"""What a person is told away from the screen, and the ways in which a terminal or a program of theirs can say it."""
