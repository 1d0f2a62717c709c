"""Commands that read what a comparison needs."""
