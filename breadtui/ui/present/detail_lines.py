"""The body and the heads of the detail pane for whatever is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from breadtui.domain.names import JobKey, Phase, PromptKey, TargetKey
from breadtui.domain.sightings import JobSighting
from breadtui.ui.present.bake_lines import bake_lines
from breadtui.ui.present.clean import clean
from breadtui.ui.present.config_lines import config_lines
from breadtui.ui.present.details import DetailSlice, Tab, config_of, parent_config_of, tabs_of
from breadtui.ui.present.fields import folded, sentence_line
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.plan_lines import journal_lines, plan_lines
from breadtui.ui.present.target_lines import repo_lines, target_lines
from breadtui.ui.present.tones import Line, Span, Tone


def detail_lines(
    facts: DetailSlice, tab: Tab, width: int, sightings: Sequence[JobSighting] | None = None, glyphs: Glyphs = UNICODE
) -> list[Line]:
    """The body of one tab, but for the data tab, whose rows are read as they are looked at."""
    return folded(_unfolded(facts, tab, width, sightings, glyphs), width)


def _unfolded(
    facts: DetailSlice, tab: Tab, width: int, sightings: Sequence[JobSighting] | None, glyphs: Glyphs
) -> list[Line]:
    match tab:
        case Tab.OVERVIEW:
            return _overview(facts, width, glyphs)
        case Tab.CONFIG:
            return config_lines(config_of(facts), parent_config_of(facts))
        case Tab.PLAN:
            return plan_lines(facts)
        case Tab.JOURNAL:
            return journal_lines(sightings)
        case Tab.DATA:
            return []


def _overview(facts: DetailSlice, width: int, glyphs: Glyphs) -> list[Line]:
    match facts.chosen:
        case None:
            return [sentence_line("Nothing is chosen: press enter on a row of the tree", Tone.DIM)]
        case JobKey(_, Phase.BAKE, _) as key:
            return bake_lines(facts, key, width, glyphs)
        case JobKey() | TargetKey():
            return target_lines(facts, width)
        case PromptKey():
            return [sentence_line("The prompt is in the editor", Tone.DIM)]
        case repo:
            return repo_lines(facts, repo)


def heading_of(facts: DetailSlice) -> str:
    """The pane's title: its digit and the name of what is chosen."""
    match facts.chosen:
        case None:
            return "2 Detail"
        case str() as repo:
            return f"2 {clean(repo)}"
        case chosen:
            return f"2 {clean(chosen.name)}"


def tab_line(facts: DetailSlice, chosen: Tab, glyphs: Glyphs = UNICODE) -> Line:
    """The tabs, the open one in brackets too, for terminals without colour."""
    spans: list[Span] = [Span(" ")]
    for tab in tabs_of(facts.chosen):
        if len(spans) > 1:
            spans.append(Span(f" {glyphs.down} ", Tone.DIM))
        is_open = tab is chosen
        spans.append(Span(f"[{tab}]" if is_open else tab.value, Tone.ACCENT if is_open else Tone.DIM))
    return tuple(spans)
