"""Where one is: ` bread › repo › parent › bake/183`, by descent as far as there is room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.cells import cell_len

from breadtui.domain.descent.lineage import Lineage
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName
from breadtui.store.facts.state import Choice
from breadtui.ui.present.clean import ELLIPSIS, clean, cut_middle
from breadtui.ui.present.glyphs import UNICODE, Glyphs


def crumbs_text(
    chosen: Choice | None,
    width: int,
    glyphs: Glyphs = UNICODE,
    *,
    lineages: Mapping[RepoName, Lineage] | None = None,
    checkpoint: int | None = None,
) -> str:
    """The path to what is chosen in at most `width` cells.

    Of a bake's ancestors the nearest that fit are told; only they are looked for, however deep the descent.
    """
    between = f" {glyphs.separator} "
    if chosen is None:
        return cut_middle(" bread", max(width, 0))
    if isinstance(chosen, str):
        return _fitting(width, f" bread{between}{clean(chosen)}", f" {clean(chosen)}")
    last = clean(chosen.name) if checkpoint is None else f"{clean(chosen.name)}/{checkpoint}"
    head, tail = f" bread{between}{clean(chosen.repo)}{between}", last
    gap = ELLIPSIS + between
    for name in _ancestors(chosen, lineages or {}):
        longer = f"{clean(name)}{between}{tail}"
        if cell_len(head) + cell_len(longer) + cell_len(gap) > width:
            return _fitting(width, f"{head}{gap}{tail}", head + tail, *_short(tail, between))
        tail = longer
    return _fitting(width, head + tail, *_short(tail, between))


def _short(tail: str, between: str) -> tuple[str, ...]:
    """Ever less, down to the name alone: that is told longest, for it says where one is."""
    return f" bread{between}{ELLIPSIS}{between}{tail}", f" {ELLIPSIS}{between}{tail}", f" {tail}"


def _fitting(width: int, *ways: str) -> str:
    """The first way that fits, the last one cut where none does."""
    return next((way for way in ways if cell_len(way) <= width), cut_middle(ways[-1], max(width, 0)))


def _ancestors(chosen: Choice, lineages: Mapping[RepoName, Lineage]) -> Iterator[BakeName]:
    """The bakes of its repository that a bake descends from, nearest first."""
    if not isinstance(chosen, JobKey) or chosen.phase is not Phase.BAKE or chosen.repo not in lineages:
        return
    descents = lineages[chosen.repo].descents
    descent = descents.get(BakeName(chosen.name))
    while descent is not None and descent.parent is not None and not descent.is_cut:
        yield descent.parent
        descent = descents.get(descent.parent)
