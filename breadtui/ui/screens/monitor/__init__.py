"""The jobs: columns, order and pauses."""
