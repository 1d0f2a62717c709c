"""Calls to the service as a person reads them: a line each, one whole with its bodies, and what a filter sees."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from urllib.parse import unquote

from breadtui.domain.call_texts import laid_out_body, size_words
from breadtui.domain.calls import ApiCall, KeptBody, is_tried_again, tries_of
from breadtui.domain.secrecy import path_without_secrets, without_secrets
from breadtui.ui.present.clean import clean, cut_middle, pad
from breadtui.ui.present.detail.body_lines import BodyLine, folded_body
from breadtui.ui.present.fields import field_line, wrapped
from breadtui.ui.present.tones import Line, Span, Tone

FIXED_WIDTH = 57
"""Cells before the path."""
LEAST_PATH = 14
MOST_BODY_LINES = 4000
REQUEST, RESPONSE = "request", "response"


class CallSubject:
    """One call: words without a field look at its method, path and end."""

    __slots__ = ("_call", "text")

    def __init__(self, call: ApiCall) -> None:
        self._call = call
        self.text = f"{call.method} {call.path} {call.outcome}"

    def words(self, field: str) -> Collection[str]:
        """Whether it ended well, whether it was tried before, what was done, where, and whose it was."""
        match field:
            case "path":
                return (self._call.path,)
            case "method":
                return (self._call.method.lower(),)
            case "status":
                return ("done",) if self._call.is_fine else ("failed",)
            case "has":
                retry = ("retry",) if self._call.attempt > 1 else ()
                return retry if self._call.is_fine else ("error", *retry)
            case "repo":
                _, _, rest = self._call.path.partition("/repo/")
                return (unquote(rest.partition("/")[0]),) if rest else ()
            case _:
                return ()

    def number(self, field: str) -> float | None:
        """Its status, where one came, how long it took, how much was carried, and which try it was."""
        call = self._call
        match field:
            case "code":
                return float(call.outcome) if call.outcome.isdecimal() else None
            case "ms":
                return call.milliseconds
            case "bytes":
                return float(call.sent_bytes + call.received_bytes)
            case "try":
                return float(call.attempt)
            case _:
                return None


def call_line(call: ApiCall, width: int, *, is_again: bool = False) -> Line:
    """One call as a line of `width` cells; local time, wire bytes without headers; `is_again` where it was repeated."""
    time = call.at.astimezone().strftime("%H:%M:%S")
    figures = f"{call.milliseconds:7.0f} {size_text(call.sent_bytes):>7} {size_text(call.received_bytes):>7}"
    tries = try_words(call, is_again=is_again)
    room = width - FIXED_WIDTH
    if room - len(tries) < LEAST_PATH and is_again:
        tries = f" (try {call.attempt} …)"
    path = clean(path_without_secrets(call.path))
    return (
        Span(f" {time} {pad(clean(call.method), 6)} ", Tone.DIM),
        Span(pad(clean(call.outcome), 14), outcome_tone(call, is_again=is_again)),
        Span(f" {figures}  ", Tone.DIM),
        Span(cut_middle(path, max(room - len(tries), 7)), Tone.PLAIN),
        Span(tries, Tone.STALLED),
    )


def try_words(call: ApiCall, *, is_again: bool) -> str:
    """Which try it is, where there was more than one."""
    if is_again:
        return f" (try {call.attempt}, tried again)"
    return f" (try {call.attempt})" if call.attempt > 1 else ""


def outcome_tone(call: ApiCall, *, is_again: bool) -> Tone:
    """How its end is told: a failure that was asked again is a warning only."""
    if call.is_fine:
        return Tone.PLAIN
    return Tone.STALLED if is_again else Tone.FAILED


def counts_text(calls: Sequence[ApiCall]) -> str:
    """How many there are, how many of them failed and how many were tries after the first."""
    failed, again = sum(not call.is_fine for call in calls), sum(call.attempt > 1 for call in calls)
    said = [str(len(calls))] if calls else []
    said += [f"{failed} failed"] if failed else []
    said += [f"{again} tried again"] if again else []
    return " · ".join(said)


def call_body(calls: Sequence[ApiCall], call: ApiCall, width: int, folded: frozenset[str]) -> list[BodyLine]:
    """One call whole: facts, all its tries, and both bodies laid out; `folded` are the bodies that are not shown."""
    lines = [*_facts(call), *_tries(calls, call)]
    for name, body in ((REQUEST, call.sent), (RESPONSE, call.received)):
        lines += [BodyLine(()), *_section(name, body, width, is_folded=name in folded)]
    return folded_body(lines, width)


def _facts(call: ApiCall) -> Iterator[BodyLine]:
    path = path_without_secrets(call.path)
    yield BodyLine((Span(f" {clean(call.method)} ", Tone.ACCENT), Span(clean(path), Tone.STRONG)), copied=path)
    ended = Span(clean(call.outcome), outcome_tone(call, is_again=False))
    took = f" after {call.milliseconds:,.0f} ms, at {call.at.astimezone():%Y-%m-%d %H:%M:%S}"
    yield BodyLine(field_line("ended", ended, Span(took)))
    wire = f"{call.sent_bytes:,} B sent, {call.received_bytes:,} B received, bodies as on the wire"
    yield BodyLine(field_line("bytes", Span(wire)))
    for name, word in call.words:
        shown = without_secrets(word)
        yield BodyLine(field_line("header", Span(f"{clean(name)}: ", Tone.DIM), Span(clean(shown))), copied=shown)


def _tries(calls: Sequence[ApiCall], call: ApiCall) -> Iterator[BodyLine]:
    tries = tries_of(calls, call)
    if len(tries) < 2:
        if call.attempt > 1:
            yield BodyLine(field_line("try", Span(f"{call.attempt}; those before are not kept")))
        return
    for place, one in enumerate(tries):
        waited = (one.at - tries[place - 1].at).total_seconds() - tries[place - 1].milliseconds / 1000 if place else 0.0
        after = f"  asked again {max(waited, 0):.1f} s later" if place else ""
        here = "  (this one)" if one is call or one == call else ""
        ended = Span(clean(one.outcome), outcome_tone(one, is_again=is_tried_again(calls, one)))
        said = Span(f" after {one.milliseconds:,.0f} ms{after}{here}", Tone.DIM)
        yield BodyLine(field_line(f"try {one.attempt}", ended, said))


def _section(name: str, body: KeptBody, width: int, *, is_folded: bool) -> Iterator[BodyLine]:
    sign = ("+" if is_folded else "-") if body.start else " "
    heading = (Span(f" {sign} {name.capitalize()}", Tone.STRONG), Span(f"  {size_words(body)}", Tone.DIM))
    yield BodyLine(heading, fold=name if body.start else "")
    if body.start and not is_folded:
        for line in wrapped(laid_out_body(body), max(width - 3, 8), most=MOST_BODY_LINES):
            yield BodyLine((Span(f"   {line}"),), copied=line.strip())
        if body.is_cut:
            yield BodyLine((Span("   … the rest is not kept", Tone.DIM),))


def size_text(count_bytes: int) -> str:
    """Bytes in at most seven cells: `812 B`, `3.1 kB`, `12 MB`."""
    if count_bytes < 1000:
        return f"{count_bytes} B"
    if count_bytes < 1_000_000:
        return f"{count_bytes / 1000:.3g} kB" if count_bytes < 999_500 else "1 MB"
    return f"{count_bytes / 1_000_000:.3g} MB"
