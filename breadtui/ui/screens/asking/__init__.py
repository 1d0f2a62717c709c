"""Questions that a person answers before something is done."""
