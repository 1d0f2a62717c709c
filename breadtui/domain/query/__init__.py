"""The one filter grammar: parsed, matched, completed."""
