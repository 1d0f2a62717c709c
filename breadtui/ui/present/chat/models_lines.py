"""The models by repository: what can be talked to now, and what is complete and not served yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from breadtui.domain.chatting.served import grouped
from breadtui.domain.inference import ServedModel
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import Phase, parse_model_path
from breadtui.store.facts.state import AppState
from breadtui.ui.present.clean import clean, pad
from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.tones import Span, Tone
from breadtui.values import replace

BASES = "base models"
NOT_SERVED = "complete, not served yet"
NAME_CELLS = 24
"""Paths stand below each other where names are no longer than this."""


def complete_paths(state: AppState) -> tuple[str, ...]:
    """The models of complete bakes, as far as jobs were seen."""
    return tuple(
        path
        for key, seen in state.jobs.items()
        if key.phase is Phase.BAKE and seen.job.status is JobStatus.COMPLETE
        for path in seen.job.model_names
    )


class _Row(NamedTuple):
    """One model as it is listed while it is not marked; `searched` is its path in small letters."""

    searched: str
    body_line: BodyLine
    is_served: bool


class ModelsLines:
    """What is served, and what is complete and will be, sorted and laid out once for all that is typed or marked."""

    def __init__(self, served: Sequence[ServedModel], complete: Iterable[str], glyphs: Glyphs = UNICODE) -> None:
        self._glyphs = glyphs
        ids = {model.id for model in served}
        waiting = [ServedModel(path) for path in dict.fromkeys(complete) if path not in ids]
        self._groups = [
            (clean(group.repo or BASES), [_row(model, is_served=model.id in ids) for model in group.models])
            for group in grouped([*served, *waiting])
        ]

    def body(self, *, marked: Sequence[str] = (), words: str = "") -> list[BodyLine]:
        """A line a model below the name of its repository; `copied` is the model's path, empty on the lines of names.

        `words` leaves only models whose path holds all of them.
        """
        wanted, lines = words.lower().split(), list[BodyLine]()
        for name, rows in self._groups:
            shown = [row for row in rows if all(word in row.searched for word in wanted)] if wanted else rows
            if shown:
                count = sum(row.is_served for row in shown)
                lines.append(BodyLine((Span(f" {name}", Tone.STRONG), Span(f"  {count:,} served", Tone.DIM))))
                lines += [row.body_line for row in shown]
        return [self._marked(line) if line.copied in marked else line for line in lines] if marked else lines

    def _marked(self, line: BodyLine) -> BodyLine:
        return replace(line, line=(Span(f" {self._glyphs.marked} ", Tone.ACCENT), *line.line[1:]))


def _row(model: ServedModel, *, is_served: bool) -> _Row:
    path = parse_model_path(model.id)
    name = clean(model.id if path is None else f"{path.bake}/{path.checkpoint}")
    shown = name if path is None else pad(name, max(NAME_CELLS, cell_len(name)))
    spans = [Span("   ", Tone.ACCENT), Span(shown, Tone.PLAIN if is_served else Tone.DIM)]
    if not is_served:
        spans.append(Span(f"  {NOT_SERVED}", Tone.STALLED))
    if path is not None:
        spans.append(Span(f"  {clean(model.id)}", Tone.DIM))
    return _Row(model.id.lower(), BodyLine(tuple(spans), copied=model.id), is_served)


def counts_text(served: Sequence[ServedModel], marked: Sequence[str]) -> str:
    """How many there are, and how many are marked."""
    chosen = f" · {len(marked)} marked" if marked else ""
    return f"Models  {len(served):,} served now{chosen}"
