"""What a person wants the monitor to look like: the order, the blocks, the columns for each size of terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from breadtui.domain.json_values import Json
from breadtui.values import dataclass, field, replace


class SortBy(StrEnum):
    """What rows are ordered by; the words a person types."""

    STATE = "state"
    NAME = "name"
    PROGRESS = "progress"
    LOSS = "loss"
    ETA = "eta"
    CHANGED = "changed"
    REPO = "repo"


_FORMER_WORDS: Mapping[str, SortBy] = {"age": SortBy.CHANGED}
"""What orders were called before, as kept arrangements and fingers have it."""


def sort_named(word: str) -> SortBy | None:
    """The order of this name, or of a name it had before; None where there is none."""
    return SortBy(word) if word in set(SortBy) else _FORMER_WORDS.get(word)


class GroupBy(StrEnum):
    """What rows are put into blocks by; a pipeline is a target's stim and rollout and the bakes made of it."""

    NOTHING = "off"
    REPO = "repo"
    PIPELINE = "pipeline"


class SizeClass(StrEnum):
    """How wide the list is: columns are chosen for each of these."""

    TINY = "under-60"
    SINGLE = "60"
    STANDARD = "100"
    WIDE = "160"


def size_class_of(width: int) -> SizeClass:
    """The class of a list of `width` cells."""
    if width >= 160:
        return SizeClass.WIDE
    if width >= 100:
        return SizeClass.STANDARD
    return SizeClass.SINGLE if width >= 60 else SizeClass.TINY


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The order, the blocks and the columns; a size class without columns has the usual ones."""

    sort: SortBy = SortBy.STATE
    is_reversed: bool = False
    group: GroupBy = GroupBy.NOTHING
    columns: Mapping[SizeClass, tuple[str, ...]] = field(default_factory=dict)

    def sorted_by(self, sort: SortBy) -> Arrangement:
        """The same in another order; by what it is ordered already, the other way round."""
        return replace(self, sort=sort, is_reversed=sort is self.sort and not self.is_reversed)

    def with_columns(self, size: SizeClass, columns: Sequence[str]) -> Arrangement:
        """The same with these columns at that size, the usual ones where none are given."""
        kept = {other: chosen for other, chosen in self.columns.items() if other is not size}
        return replace(self, columns=kept | ({size: tuple(columns)} if columns else {}))


USUAL = Arrangement()


def next_group(group: GroupBy) -> GroupBy:
    """The way of making blocks that comes after this one."""
    ways = tuple(GroupBy)
    return ways[(ways.index(group) + 1) % len(ways)]


class NotAnOrder(Exception):
    """Words that name no order; the message says what may stand there."""


def parse_sort(words: str, now: Arrangement) -> Arrangement:
    """`now` ordered as `loss`, `loss up`, `loss down` or `reverse` says; up is the least first.

    Raises: NotAnOrder.
    """
    name, _, way = words.strip().partition(" ")
    if name == "reverse" and not way:
        return replace(now, is_reversed=not now.is_reversed)
    sort = sort_named(name)
    if sort is None or way.strip() not in {"", "up", "down"}:
        raise NotAnOrder(f"sort by {', '.join(SortBy)}, then up or down; or reverse")
    if not way:
        return now.sorted_by(sort)
    return replace(now, sort=sort, is_reversed=way.strip() == "down")


def arrangement_json(arrangement: Arrangement) -> Json:
    """An arrangement as it is kept."""
    return {
        "sort": arrangement.sort.value,
        "reversed": arrangement.is_reversed,
        "group": arrangement.group.value,
        "columns": {size.value: list(chosen) for size, chosen in arrangement.columns.items()},
    }


def arrangement_from(kept: Json) -> Arrangement:
    """An arrangement as it was kept; what cannot be read is as usual."""
    if not isinstance(kept, Mapping):
        return USUAL
    sort, group, columns = kept.get("sort"), kept.get("group"), kept.get("columns")
    return Arrangement(
        (sort_named(sort) if isinstance(sort, str) else None) or USUAL.sort,
        kept.get("reversed") is True,
        GroupBy(group) if isinstance(group, str) and group in set(GroupBy) else USUAL.group,
        {
            SizeClass(size): tuple(name for name in chosen if isinstance(name, str))
            for size, chosen in (columns.items() if isinstance(columns, Mapping) else ())
            if size in set(SizeClass) and isinstance(chosen, Sequence) and not isinstance(chosen, str)
        },
    )
