"""The terminal cockpit for Bread, where prompts are baked into model weights."""

__version__ = "0.1.0"
