"""Finding, comparing and looking back."""
