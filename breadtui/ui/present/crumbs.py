"""Where one is: ` bread › repo › parent › bake/183`, by descent as far as there is room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.cells import cell_len

from breadtui.domain.lineage import Lineage
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName
from breadtui.store.state import Choice
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
    if chosen is None or isinstance(chosen, str):
        return cut_middle(" " + between.join(["bread", *([clean(chosen)] if chosen else [])]), max(width, 0))
    last = clean(chosen.name) if checkpoint is None else f"{clean(chosen.name)}/{checkpoint}"
    head, tail = f" bread{between}{clean(chosen.repo)}{between}", last
    gap = ELLIPSIS + between
    for name in _ancestors(chosen, lineages or {}):
        longer = f"{clean(name)}{between}{tail}"
        if cell_len(head) + cell_len(longer) + cell_len(gap) > width:
            return cut_middle(
                f"{head}{gap}{tail}" if cell_len(head + gap + tail) <= width else head + tail, max(width, 0)
            )
        tail = longer
    return cut_middle(head + tail, max(width, 0))


def _ancestors(chosen: Choice, lineages: Mapping[RepoName, Lineage]) -> Iterator[BakeName]:
    """The bakes of its repository that a bake descends from, nearest first."""
    if not isinstance(chosen, JobKey) or chosen.phase is not Phase.BAKE or chosen.repo not in lineages:
        return
    descents = lineages[chosen.repo].descents
    descent = descents.get(BakeName(chosen.name))
    while descent is not None and descent.parent is not None and not descent.is_cut:
        yield descent.parent
        descent = descents.get(descent.parent)
