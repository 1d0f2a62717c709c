"""Names nobody has taken yet."""

from __future__ import annotations

from collections.abc import Container


def next_name(name: str) -> str:
    """The name a version further: `coder` → `coder_v2` → `coder_v3`."""
    stem, mark, number = name.rpartition("_v")
    return f"{stem}_v{int(number) + 1}" if mark and stem and number.isascii() and number.isdigit() else f"{name}_v2"


def free_name(name: str, taken: Container[str]) -> str:
    """The name with the next version, `_vN`, that is not taken: `wise_v3` after `wise_v2`, `wise_v2` after `wise`."""
    found = next_name(name)
    while found in taken:
        found = next_name(found)
    return found
