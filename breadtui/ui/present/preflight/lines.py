"""A preflight, or that of a whole chain, as lines; the worst first, every guess marked with `~`."""

from __future__ import annotations

from collections.abc import Sequence

from breadtui.domain.chain.check import ChainCheck
from breadtui.domain.chain.words import job_words
from breadtui.domain.preflight.findings import Light, Preflight
from breadtui.domain.preflight.words import COSTS, LETTERS, estimate_words
from breadtui.ui.present.clean import clean
from breadtui.ui.present.fields import sentence_line, wrapped
from breadtui.ui.present.tones import Line, Span, Tone

_TONES = {Light.GREEN: Tone.DONE, Light.AMBER: Tone.STALLED, Light.RED: Tone.FAILED}
_ORDER = (Light.RED, Light.AMBER, Light.GREEN)
INDENT = "   "
ONLY_WAITS = "It costs nothing: what is under way is followed to its end."
JOBS_TOLD = 6
"""Of a long chain the links in order are counted, beyond these."""


def flight_lines(flight: Preflight, width: int, stopped: Sequence[str] = ()) -> list[Line]:
    """Everything about one start: what it comes to, then what was found, the worst first.

    What leads to the same and was `stopped` comes before, in these raw sentences.
    """
    return [
        *_stopped_lines(stopped, width),
        sentence_line(COSTS, Tone.DIM),
        *_estimate_lines(flight, width),
        *_finding_lines(flight, width, _ORDER),
    ]


def chain_lines(check: ChainCheck, width: int, marked: Sequence[str] = (), stopped: Sequence[str] = ()) -> list[Line]:
    """What a chain finds, then each start it would send: those with something amiss in full, the others in a line.

    What leads to the same end and was `stopped` comes first, then what is `marked` and not all in sight, in these raw
    lines.
    """
    lines = _stopped_lines(stopped, width)
    lines += [sentence_line(clean(line), Tone.STALLED) for line in marked]
    lines += [*_found_lines(check), sentence_line(COSTS if check.flights else ONLY_WAITS, Tone.DIM)]
    amiss = [flight for flight in check.flights if flight.light is not Light.GREEN]
    fine = [flight for flight in check.flights if flight.light is Light.GREEN]
    for flight in amiss:
        lines.append(sentence_line(clean(job_words(flight.key)), Tone.STRONG))
        lines += _finding_lines(flight, width, (Light.RED, Light.AMBER))
        lines += _estimate_lines(flight, width)
    for flight in fine[:JOBS_TOLD]:
        words = estimate_words(flight.estimate)
        text = f"{job_words(flight.key)}{f': {words}' if words else ''}"
        lines += _marked(Light.GREEN, text, width)
    if (more := len(fine) - JOBS_TOLD) > 0:
        lines.append(sentence_line(f"{INDENT}and {more} more that are in order", Tone.DIM))
    return lines


def _stopped_lines(sentences: Sequence[str], width: int) -> list[Line]:
    """What is said of a chain with the same end that was stopped, in raw sentences."""
    rows = [row for sentence in sentences for row in wrapped(sentence, max(width - 1, 8))]
    return [sentence_line(row, Tone.STALLED) for row in rows]


def _found_lines(check: ChainCheck) -> list[Line]:
    parts = []
    if check.complete:
        parts.append(f"{len(check.complete)} complete already")
    if check.active:
        parts.append(f"{len(check.active)} under way and waited for")
    starts = len(check.flights)
    parts.append(f"{starts} to start" if starts else "nothing to start")
    return [sentence_line(", ".join(parts))]


def _finding_lines(flight: Preflight, width: int, lights: tuple[Light, ...]) -> list[Line]:
    return [line for light in lights for text in flight.of(light) for line in _marked(light, text, width)]


def _marked(light: Light, text: str, width: int) -> list[Line]:
    first, *rest = wrapped(text, max(width - len(INDENT), 8))
    sign = Span(f" {LETTERS[light]} ", _TONES[light])
    return [(sign, Span(first)), *((Span(INDENT + more),) for more in rest)]


def _estimate_lines(flight: Preflight, width: int) -> list[Line]:
    words = estimate_words(flight.estimate)
    if not words:
        return []
    first, *rest = wrapped(words, max(width - len(INDENT), 8))
    return [(Span(" = ", Tone.ACCENT), Span(first)), *((Span(INDENT + more),) for more in rest)]
