"""One sentence for a person at a shell."""

from __future__ import annotations

import sys


def complain(sentence: str, code: int) -> int:
    """Put one sentence on stderr; what is returned is `code`."""
    print(f"breadtui: {sentence}", file=sys.stderr)
    return code
