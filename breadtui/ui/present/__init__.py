"""Domain value to cells, text and colour name: pure."""
