"""What is worth keeping or telling when one state becomes the next."""
