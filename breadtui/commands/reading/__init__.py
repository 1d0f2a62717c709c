"""What is there: lineages, things, rows, metrics, comparisons."""
