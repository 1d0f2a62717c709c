"""A terminal that a command writes to."""

from __future__ import annotations

import io


class Terminal(io.StringIO):
    """Keeps what is written, and says that it is one."""

    def isatty(self) -> bool:
        return True
