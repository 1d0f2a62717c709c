"""breadtui prompt: list, get, set, edit, differences, history."""
