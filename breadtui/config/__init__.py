"""One run's settings, the key and where it lies, and the folders; standard library and platformdirs only."""
