"""Several bakes laid over each other: aligned, summed up, and what is another in one of them."""
