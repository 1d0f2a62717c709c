"""Jobs of what is there, started one after another: which ones, in which order, and what is told of them."""
