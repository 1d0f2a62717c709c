"""The line for words and filters, and the lists of what may be pressed."""
