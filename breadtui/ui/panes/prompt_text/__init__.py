"""The prompt editor: lines around the text, the text while it is typed, its messages, and its keys."""
