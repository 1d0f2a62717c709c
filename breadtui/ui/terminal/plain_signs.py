"""Our own signs in letters, for a terminal without UTF-8: each by one of the same width."""

_SIGNS = str.maketrans(
    {
        "─": "-", "│": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+", "▕": "|", "▏": "|",
        "·": "-", "…": "~", "⏎": "~", "–": "-", "—": "-", "×": "x", "÷": "/", "←": "<", "→": ">", "↑": "^", "↓": "v",
        "█": "#", "▾": "v", "▸": ">", "●": "*", "★": "^", "¶": '"',
    }
)  # fmt: skip


def in_plain_signs(text: str) -> str:
    """The same text with our decoration in plainer signs; other scripts are left as they are."""
    return text if text.isascii() else text.translate(_SIGNS)
