"""What the explorer and the screens beside it stand on."""
