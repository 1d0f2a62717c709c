"""What is on screen, as a page to pass on."""
