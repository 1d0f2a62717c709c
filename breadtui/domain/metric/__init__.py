"""Figures of a bake over its steps: rows, columns, axes, what grew, what was seen."""
