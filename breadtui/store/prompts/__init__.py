"""Commands that edit prompts, and what was."""
