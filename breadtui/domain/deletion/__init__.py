"""What is touched when a target or a bake is deleted."""
