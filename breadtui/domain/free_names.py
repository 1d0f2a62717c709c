"""Names nobody has taken yet."""

from __future__ import annotations

from collections.abc import Container

from breadtui.domain.recreation_run import next_name


def free_name(name: str, taken: Container[str]) -> str:
    """The name with the next version, `_vN`, that is not taken: `wise_v3` after `wise_v2`, `wise_v2` after `wise`."""
    found = next_name(name)
    while found in taken:
        found = next_name(found)
    return found
