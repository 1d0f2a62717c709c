"""A configuration as `key = value`, what differs from the parent first and what is the same folded."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from breadtui.domain.difference.config_diff import Difference, differences, flattened
from breadtui.domain.json_values import JsonObject
from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail.body_lines import BodyLine, TabView
from breadtui.ui.present.fields import sentence_line
from breadtui.ui.present.tones import Line, Span, Tone

LONGEST_VALUE = 400
LONGEST_PATH = 120
SAME = "the same as the parent's"
"""The fold that holds the equal settings."""
_ABSENT = "(absent)"


def config_lines(config: JsonObject, parent: JsonObject | None, view: TabView) -> list[BodyLine]:
    """The whole configuration; with a parent, what is different from it comes first and the rest is folded."""
    if not config:
        return [BodyLine(sentence_line("no configuration was sent", Tone.DIM))]
    settings = flattened(config)
    if parent is None:
        return [_setting(path, value) for path, value in settings.items()]
    found = differences(config, parent)
    same = {path: value for path, value in settings.items() if path not in {one.path for one in found}}
    return [*_difference_lines(found), *_same_lines(same, view)]


def _difference_lines(found: tuple[Difference, ...]) -> list[BodyLine]:
    if not found:
        return [BodyLine(sentence_line("nothing differs from the parent", Tone.DIM))]
    head = sentence_line(f"{len(found)} different from the parent:", Tone.STRONG)
    return [BodyLine(head), *(_difference(one) for one in found), BodyLine(())]


def _same_lines(same: Mapping[str, str], view: TabView) -> list[BodyLine]:
    """One line for all that is equal, and below it each, where it is unfolded."""
    if not same:
        return []
    is_open = view.shows(SAME)
    sign = view.glyphs.opened if is_open else view.glyphs.closed
    head = BodyLine(sentence_line(f"{len(same)} {SAME} {sign}", Tone.DIM), fold=SAME)
    return [head, *(_setting(path, value) for path, value in same.items() if is_open)]


def _difference(one: Difference) -> BodyLine:
    path, mine, theirs = Span(f" {clean(one.path, limit=LONGEST_PATH)} = "), _shown(one.mine), _shown(one.theirs)
    sign = Span("+" if one.theirs is None else "-" if one.mine is None else "~", Tone.DIM)
    said: Line
    if one.theirs is None:
        said = (Span(mine, Tone.ADDED), Span("  added", Tone.DIM))
    elif one.mine is None:
        said = (Span(theirs, Tone.REMOVED), Span("  removed", Tone.DIM))
    else:
        was = (Span("  was ", Tone.DIM), Span(theirs, Tone.REMOVED))
        said = (Span(mine, Tone.ADDED), *was, Span(_factor(one.mine, one.theirs), Tone.DIM))
    return BodyLine((Span(" "), sign, path, *said), copied=one.mine or one.theirs or "")


def _factor(mine: str, theirs: str) -> str:
    """How many times as much a number is, where that reads more easily than both figures."""
    try:
        now, before = float(mine), float(theirs)
    except ValueError:
        return ""
    if not (isfinite(now) and isfinite(before)) or now <= 0 or before <= 0 or now == before:
        return ""
    times = now / before
    return f"  ×{times:.3g}"


def _setting(path: str, value: str) -> BodyLine:
    said = (Span(f"   {clean(path, limit=LONGEST_PATH)}", Tone.DIM), Span(f" = {_shown(value)}"))
    return BodyLine(said, copied=value)


def _shown(value: str | None) -> str:
    return _ABSENT if value is None else clean(value, limit=LONGEST_VALUE)
