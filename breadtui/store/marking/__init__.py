"""Commands that set aside: marks, labels, dismissals, earlier minutes."""
