"""Charts on a screen of their own, and the words for how they are looked at."""
