"""The models by repository: what can be talked to now, and what is complete and not served yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from breadtui.domain.chatting.served import grouped
from breadtui.domain.inference import ServedModel
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import Phase, parse_model_path
from breadtui.store.facts.state import AppState
from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.tones import Line, Span, Tone

BASES = "base models"
NOT_SERVED = "complete, not served yet"


def complete_paths(state: AppState) -> tuple[str, ...]:
    """The models of complete bakes, as far as jobs were seen."""
    return tuple(
        path
        for key, seen in state.jobs.items()
        if key.phase is Phase.BAKE and seen.job.status is JobStatus.COMPLETE
        for path in seen.job.model_names
    )


def models_body(
    served: Sequence[ServedModel],
    complete: Iterable[str],
    *,
    marked: Sequence[str] = (),
    words: str = "",
    glyphs: Glyphs = UNICODE,
) -> list[BodyLine]:
    """A line a model below the name of its repository; `copied` is the model's path, empty on the lines of names.

    `words` leaves only models whose path holds all of them.
    """
    ids = {model.id for model in served}
    waiting = [ServedModel(path) for path in dict.fromkeys(complete) if path not in ids]
    wanted = words.lower().split()
    shown = [model for model in (*served, *waiting) if all(word in model.id.lower() for word in wanted)]
    lines: list[BodyLine] = []
    for group in grouped(shown):
        count = sum(model.id in ids for model in group.models)
        head = (Span(f" {clean(group.repo or BASES)}", Tone.STRONG), Span(f"  {count} served", Tone.DIM))
        lines.append(BodyLine(head))
        lines += [BodyLine(_line(model, ids, marked, glyphs), copied=model.id) for model in group.models]
    return lines


def _line(model: ServedModel, ids: set[str], marked: Sequence[str], glyphs: Glyphs) -> Line:
    is_served = model.id in ids
    mark = glyphs.marked if model.id in marked else " "
    path = parse_model_path(model.id)
    name = clean(model.id if path is None else f"{path.bake}/{path.checkpoint}")
    spans = [Span(f" {mark} ", Tone.ACCENT), Span(name, Tone.PLAIN if is_served else Tone.DIM)]
    if path is not None:
        spans.append(Span(f"  {clean(model.id)}", Tone.DIM))
    if not is_served:
        spans.append(Span(f"  {NOT_SERVED}", Tone.STALLED))
    return tuple(spans)


def counts_text(served: Sequence[ServedModel], marked: Sequence[str]) -> str:
    """How many there are, and how many are marked."""
    chosen = f" · {len(marked)} marked" if marked else ""
    return f"Models  {len(served):,} served now{chosen}"
