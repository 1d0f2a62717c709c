"""One sentence for a person at a shell."""

from __future__ import annotations

import sys

NO_KEY = "there is no key; set BREAD_API_KEY, or start breadtui and paste one."


def complain(sentence: str, code: int) -> int:
    """Put one sentence on stderr; what is returned is `code`."""
    print(f"breadtui: {sentence}", file=sys.stderr)
    return code
