"""The body of the detail pane for whatever is chosen and whichever tab is open.

The overview is what one sees first; what the other tabs say is loaded when one of them is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from breadtui.domain.names import JobKey, Phase, PromptKey, TargetKey
from breadtui.ui.present.detail.bake_lines import bake_lines
from breadtui.ui.present.detail.body_lines import BodyLine, TabView, body_of, folded_body
from breadtui.ui.present.detail.details import DetailSlice, Tab, config_of, parent_config_of
from breadtui.ui.present.detail.target_lines import repo_lines, target_body
from breadtui.ui.present.fields import sentence_line
from breadtui.ui.present.tones import Tone


def tab_body(facts: DetailSlice, tab: Tab, view: TabView) -> list[BodyLine]:
    """The body of one tab, but for the data tab, whose rows are read as they are looked at."""
    return folded_body(_BODIES[tab](facts, view), view.width)


def _overview(facts: DetailSlice, view: TabView) -> list[BodyLine]:
    match facts.chosen:
        case None:
            return body_of([sentence_line("Nothing is chosen: press enter on a row of the tree", Tone.DIM)])
        case JobKey(_, Phase.BAKE, _) as key:
            return bake_lines(facts, key, view)
        case JobKey() | TargetKey():
            return target_body(facts, view.width)
        case PromptKey():
            return body_of([sentence_line("The prompt is in the editor", Tone.DIM)])
        case repo:
            return body_of(repo_lines(facts, repo))


def _config(facts: DetailSlice, view: TabView) -> list[BodyLine]:
    from breadtui.ui.present.detail.config_lines import config_lines  # noqa: PLC0415  its tab alone

    return config_lines(config_of(facts), parent_config_of(facts), view)


def _prompts(facts: DetailSlice, view: TabView) -> list[BodyLine]:
    from breadtui.ui.present.detail.lesson_lines import lesson_lines  # noqa: PLC0415  its tab alone

    return lesson_lines(facts, view)


def _journal(facts: DetailSlice, view: TabView) -> list[BodyLine]:
    from breadtui.ui.present.detail.journal_lines import journal_lines  # noqa: PLC0415  its tab alone

    chosen = facts.chosen
    return body_of(journal_lines(view.histories.get(chosen) if isinstance(chosen, JobKey) else ()))


def _plan(facts: DetailSlice, view: TabView) -> list[BodyLine]:
    from breadtui.ui.present.detail.plan_lines import plan_lines  # noqa: PLC0415  its tab alone

    return plan_lines(facts, view)


def _blame(facts: DetailSlice, view: TabView) -> list[BodyLine]:
    from breadtui.ui.present.detail.blame_lines import blame_lines  # noqa: PLC0415  its tab alone

    return blame_lines(facts, view)


def _nothing(_: DetailSlice, __: TabView) -> list[BodyLine]:
    return []


_BODIES: Mapping[Tab, Callable[[DetailSlice, TabView], list[BodyLine]]] = {
    Tab.OVERVIEW: _overview,
    Tab.CONFIG: _config,
    Tab.DATA: _nothing,
    Tab.PROMPTS: _prompts,
    Tab.GRAPH: _nothing,
    Tab.PLAN: _plan,
    Tab.BLAME: _blame,
    Tab.JOURNAL: _journal,
}
"""What each tab says; one line a tab."""
