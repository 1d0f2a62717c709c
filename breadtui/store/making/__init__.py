"""Commands that make and delete repositories, targets and bakes."""
