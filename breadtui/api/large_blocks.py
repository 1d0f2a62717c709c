"""Memory of long answers given back to the system once they are read."""

from __future__ import annotations

import sys
from functools import cache

_M_MMAP_THRESHOLD = -3
_LARGE_BYTES = 256 * 1024


@cache
def give_back_large_blocks() -> bool:
    """Let every large block be a mapping of its own, where the C library can do so; tell whether it does.

    glibc raises its threshold with each large block that is freed, and then keeps twice as much in every thread's
    arena: for a tree of ten thousand bakes thirty megabytes in all. Source: mallopt(3).
    """
    if not sys.platform.startswith("linux"):
        return False
    import ctypes  # noqa: PLC0415  several milliseconds, for long answers only

    try:
        return bool(ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES))
    except (AttributeError, OSError):
        return False
