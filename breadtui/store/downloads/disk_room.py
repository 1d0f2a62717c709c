"""Room on disks that is spoken for: two downloads that fit alone, but not together, come one after the other."""

from __future__ import annotations

from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class _Spoken:
    disk: int
    missing_bytes: int


class DiskRoom:
    """What downloads of one process that are on their way will still write, by place; disks by their numbers."""

    def __init__(self) -> None:
        self._spoken: dict[str, _Spoken] = {}

    def speak_for(self, place: str, disk: int, missing_bytes: int) -> None:
        """So much is still to come there, in place of what was said before."""
        self._spoken[place] = _Spoken(disk, max(missing_bytes, 0))

    def let_go(self, place: str) -> None:
        """Nothing comes there for now."""
        self._spoken.pop(place, None)

    def for_others(self, place: str, disk: int) -> int:
        """How many bytes others will still write to a disk."""
        return sum(one.missing_bytes for other, one in self._spoken.items() if one.disk == disk and other != place)
