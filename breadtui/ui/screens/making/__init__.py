"""Forms of targets, bakes and repositories, and ways into them."""
