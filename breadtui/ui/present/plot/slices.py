"""What a chart is shown: the chosen bake's metrics, those laid beside it, and when they were seen."""

from __future__ import annotations

from typing import NamedTuple

from breadtui.domain.descent.forest import BakePlace, forest_of
from breadtui.domain.descent.parentage import parent_path
from breadtui.domain.metric.axes import SeenSteps
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import BakeName, JobKey, Phase
from breadtui.store.facts.remote import NOT_ASKED, Failed, Loading, Ready, Remote, value_of
from breadtui.store.facts.state import AppState, Choice
from breadtui.ui.present.ages import clock_text
from breadtui.ui.present.clean import clean
from breadtui.ui.present.errors import reason_of
from breadtui.ui.present.plot.line_styles import style_of
from breadtui.ui.present.tones import Span, Tone

_LONGEST_REASON = 60


class PlotSlice(NamedTuple):
    """What was chosen, its metrics if it is a bake, and those of other bakes to lay beside it, by name.

    `parent` is the bake it started from, whether its metrics are known or not; None for one made from a base model.
    Of bakes `as_equals` all that they logged is in sight, else all that the chosen one did.
    """

    chosen: Choice | None = None
    series: Remote[MetricSeries] = NOT_ASKED
    others: tuple[tuple[str, Remote[MetricSeries]], ...] = ()
    seen: SeenSteps = ()
    parent: JobKey | None = None
    as_equals: bool = False


def select(state: AppState) -> PlotSlice:
    """The chosen bake's metrics, beside them its parent's where they are known."""
    chosen = state.chosen
    if not isinstance(chosen, JobKey) or chosen.phase is not Phase.BAKE:
        return PlotSlice(chosen)
    return slice_of(state, chosen)


def slice_of(state: AppState, bake: JobKey) -> PlotSlice:
    """A bake's metrics, beside them its parent's where they are known."""
    series = state.metrics.get(bake, NOT_ASKED)
    parent = _parent_of(state, bake)
    theirs = NOT_ASKED if parent is None else state.metrics.get(parent, NOT_ASKED)
    if parent is None or not value_of(theirs):
        return PlotSlice(bake, series, parent=parent)
    return PlotSlice(bake, series, ((name_beside(bake, parent), theirs),), parent=parent)


def name_beside(bake: JobKey, other: JobKey) -> str:
    """What another bake's curve is called: with its repository where that is another one."""
    return other.name if other.repo == bake.repo else f"{other.repo}/{other.name}"


def _parent_of(state: AppState, bake: JobKey) -> JobKey | None:
    """As the tree says; as the bake itself says where no tree of its repository was read."""
    if bake.repo not in state.lineages:
        seen = state.jobs.get(bake)
        path = None if seen is None else parent_path(seen.job.config)
        return None if path is None else JobKey(path.repo, Phase.BAKE, path.bake)
    parent = forest_of(state.lineages).named_parent_of(BakePlace(bake.repo, BakeName(bake.name)))
    return None if parent is None else JobKey(parent.repo, Phase.BAKE, parent.bake)


def failure_note(plot: PlotSlice) -> tuple[Span, ...]:
    """What stands in the title where a log could not be read: how old its values are, then why and since when.

    Of bakes as equals it begins with the letter of the first that fails, and says how many more do.
    """
    if not plot.as_equals:
        return _note_of(plot.series) if value_of(plot.series) else ()
    logs = (plot.series, *(theirs for _, theirs in plot.others))
    failing = [number for number, series in enumerate(logs) if isinstance(series, Failed)]
    if not failing:
        return ()
    more = f"· {len(failing) - 1} more " if len(failing) > 1 else ""
    letter = Span(f" {style_of(failing[0]).letter}", Tone.FAILED)
    return (letter, *_note_of(logs[failing[0]]), *((Span(more, Tone.FAILED),) if more else ()))


def _note_of(series: Remote[MetricSeries]) -> tuple[Span, ...]:
    """The age comes first: it is what a narrow title must not lose."""
    match series:
        case Failed(error, at, last):
            age = f"data of {clock_text(last.at)}" if isinstance(last, Ready) else "not read"
            reason = clean(reason_of(error), limit=_LONGEST_REASON)
            return (Span(f" {age} · {reason} {clock_text(at)} ", Tone.FAILED),)
        case _:
            return ()


def empty_message(plot: PlotSlice) -> Span:
    """Why there is nothing to draw."""
    if not isinstance(plot.chosen, JobKey):
        return Span("choose a bake to see its loss", Tone.DIM)
    if plot.chosen.phase is not Phase.BAKE:
        return Span(f"a {plot.chosen.phase} logs no metrics · choose a bake to see its loss", Tone.DIM)
    match plot.series:
        case Failed(error, at, None):
            return Span(f"{reason_of(error)} · {clock_text(at)}", Tone.FAILED)
        case Loading(None):
            return Span("reading metrics", Tone.DIM)
        case Ready() | Loading() | Failed():
            return Span("no metrics yet", Tone.DIM)
        case _:
            return Span("metrics were not read yet", Tone.DIM)
