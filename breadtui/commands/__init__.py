"""The same truths without a screen: one module per headless command."""
