"""While you were away, as lines that lead somewhere."""
