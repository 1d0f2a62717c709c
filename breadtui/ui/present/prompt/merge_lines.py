"""A merge as rows: mine beside theirs or above them, what of both is taken, and the base where asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len

from breadtui.domain.merging.changed_words import Runs
from breadtui.domain.merging.merge import AnyChunk, Choice, Choices, Merge, Part, Seat
from breadtui.domain.merging.three_way import Standing
from breadtui.ui.present.clean import clean
from breadtui.ui.present.compare.changed_words import wrapped_spans
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.prompt.merge_texts import lines_of
from breadtui.ui.present.prompt.merge_words import LEFT_OUT, OPEN, TAKEN, WAS, MergeWords, Sign, word_spans
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.values import dataclass, field

CONTEXT_LINES = 3
LEAST_FOLDED = 2
_LONGEST_WORD = 40
_UNSHOWN = {Part.ORDER, Part.ROLE, Part.EXTRA}


@dataclass(frozen=True, slots=True)
class Look:
    """How a merge is drawn; `opened` are chunks whose base, or whose unchanged lines, a person wants to see.

    With `has_base` the base of every change is shown, in a column of its own where mine stands beside theirs.
    """

    width: int
    is_beside: bool = False
    glyphs: Glyphs = UNICODE
    opened: frozenset[int] = field(default_factory=frozenset)
    is_mono: bool = False
    has_base: bool = False

    @property
    def columns(self) -> int:
        """How many texts stand beside one another."""
        return (3 if self.has_base else 2) if self.is_beside else 1

    @property
    def column_cells(self) -> int:
        """The width of one of them, without the rules between."""
        return (self.width - self.columns + 1) // self.columns


class Drawn(NamedTuple):
    """One row and the number of the chunk it belongs to."""

    line: Line
    chunk: int | None = None


class Page(NamedTuple):
    """All rows, and for each changed chunk the place of its heading."""

    rows: tuple[Drawn, ...]
    heads: Mapping[int, int]


def merge_page(merge: Merge, choices: Choices, look: Look, words: MergeWords | None = None) -> Page:
    """The whole merge for a width; `words` keeps what was worked out of the same merge before."""
    places = {number: place for place, number in enumerate(merge.conflicts, start=1)}
    rows = list(_Drawer(merge, choices, look, places, words or MergeWords(merge)).rows())
    heads: dict[int, int] = {}
    for at, drawn in enumerate(rows):
        if drawn.chunk is not None and merge.chunks[drawn.chunk].standing is not Standing.SAME:
            heads.setdefault(drawn.chunk, at)
    return Page(tuple(rows), heads)


def sides_line(look: Look) -> Line:
    """` mine         │ what it was      │ on the server`, or the letters that stand for them."""
    if not look.is_beside:
        return (Span(" m", Tone.STRONG), Span(" mine   ", Tone.DIM), Span("t", Tone.STRONG), Span(" on the server"))
    names = [" mine", *([" what it was"] if look.has_base else []), " on the server"]
    spans = [Span(name.ljust(look.column_cells), Tone.STRONG) for name in names]
    return tuple(part for span in spans for part in (Span(look.glyphs.down, Tone.DIM), span))[1:]


def count_line(merge: Merge, choices: Choices) -> Line:
    """` 2 of 3 conflicts undecided · taken: 4 changes of mine, 1 of theirs`."""
    undecided, total = len(merge.undecided(choices)), len(merge.conflicts)
    standings = [chunk.standing for chunk in merge.chunks]
    mine, theirs = standings.count(Standing.ONLY_MINE), standings.count(Standing.ONLY_THEIRS)
    head = Span(f" {undecided} of {_counted(total, 'conflict')} undecided", Tone.STALLED)
    if not undecided:
        head = Span(" all decided: f2 saves" if total else " no conflict: f2 saves", Tone.DONE)
    alone = f" · changed by one side: {mine} by me, {theirs} by them" if mine or theirs else ""
    return head, Span(alone, Tone.DIM)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


@dataclass(frozen=True, slots=True)
class _Drawer:
    """`places` counts the conflicts by their chunks' numbers."""

    merge: Merge
    choices: Choices
    look: Look
    places: Mapping[int, int]
    words: MergeWords

    def rows(self) -> Iterator[Drawn]:
        """The order, every message, the tools."""
        if self.merge.order.standing is not Standing.SAME:
            yield Drawn(self._rule("order of the messages"))
            yield from self._chunk(0, self.merge.order)
        for number, seat in enumerate(self.merge.seated(self.choices), start=1):
            yield Drawn(self._rule(_seat_words(seat, number)))
            yield from self._seat(seat)
        if self.merge.tools.chunks:
            yield Drawn(self._rule("tools"))
            yield from self._seat(self.merge.tools)

    def _rule(self, words: str) -> Line:
        rule = self.look.glyphs.rule
        head = f" {rule}{rule} {words} "
        return (Span(head, Tone.ACCENT), Span(rule * max(self.look.width - cell_len(head) - 1, 0), Tone.DIM))

    def _seat(self, seat: Seat) -> Iterator[Drawn]:
        for place, (number, chunk) in enumerate(seat.numbered):
            if chunk.standing is not Standing.SAME:
                yield from self._chunk(number, chunk)
            elif chunk.part not in _UNSHOWN:
                is_first = place == 0 or seat.chunks[place - 1].part in _UNSHOWN
                yield from self._same(number, chunk, is_first=is_first, is_last=place == len(seat.chunks) - 1)

    def _same(self, number: int, chunk: AnyChunk, *, is_first: bool, is_last: bool) -> Iterator[Drawn]:
        """Unchanged lines: those beside a change, and a row that stands for the rest."""
        lines = lines_of(chunk.part, chunk.mine)
        first, last = (0 if is_first else CONTEXT_LINES), len(lines) - (0 if is_last else CONTEXT_LINES)
        if last - first < LEAST_FOLDED or number in self.look.opened:
            yield from (Drawn(row, number) for line in lines for row in self._quiet(line))
            return
        yield from (Drawn(row, number) for line in lines[:first] for row in self._quiet(line))
        words = f"   {self.look.glyphs.closed} {last - first} lines the same"
        yield Drawn((Span(words, Tone.DIM),), number)
        yield from (Drawn(row, number) for line in lines[last:] for row in self._quiet(line))

    def _quiet(self, line: str) -> Iterator[Line]:
        if not self.look.is_beside:
            yield from _gutted("     ", [Span(clean(line), Tone.DIM)], self.look.width)
            return
        rows = list(_gutted("   ", [Span(clean(line), Tone.DIM)], self.look.column_cells))
        yield from self._columns(*[rows] * self.look.columns)

    def _chunk(self, number: int, chunk: AnyChunk) -> Iterator[Drawn]:
        yield Drawn(self._heading(number, chunk), number)
        signs, (mine, theirs) = _signs(chunk, self.choices.get(number)), self.words.of(number)
        texts = [(mine, signs[0], "m"), (theirs, signs[1], "t")]
        was = (self.words.before(number), WAS, "was") if self.look.has_base or number in self.look.opened else None
        if self.look.is_beside:
            if was is not None and self.look.has_base:
                texts, was = [texts[0], was, texts[1]], None
            sides = [self._side(number, lines, sign, letter, self.look.column_cells) for lines, sign, letter in texts]
            yield from (Drawn(row, number) for row in self._columns(*sides))
        else:
            for text in texts:
                yield from (Drawn(row, number) for row in self._side(number, *text, self.look.width))
        if was is not None:
            yield from (Drawn(row, number) for row in self._side(number, *was, self.look.width))

    def _side(self, number: int, lines: Sequence[Runs], sign: Sign, letter: str, width: int) -> list[Line]:
        """The rows of one text of a chunk; in a column of its own it needs no letter."""
        is_mono = self.look.is_mono
        key = (number, letter, sign.sign, width, is_mono)
        if key not in self.words.drawn:
            gutter = f" {sign.sign} " if width < self.look.width else f" {letter} {sign.sign} "
            rows = [_gutted(gutter, word_spans(line, sign, is_mono=is_mono), width, sign) for line in lines]
            nothing: Line = (Span(gutter, sign.tone), Span("nothing", Tone.DIM))
            self.words.drawn[key] = [row for line in rows for row in line] or [nothing]
        return self.words.drawn[key]

    def _columns(self, *sides: Sequence[Line]) -> Iterator[Line]:
        blank: Line = ()
        rule = Span(self.look.glyphs.down, Tone.DIM)
        for row in zip_longest(*sides, fillvalue=blank):
            spans: list[Span] = []
            for one in row[:-1]:
                gap = max(self.look.column_cells - sum(cell_len(span.text) for span in one), 0)
                spans += [*one, Span(" " * gap), rule]
            yield (*spans, *row[-1])

    def _heading(self, number: int, chunk: AnyChunk) -> Line:
        """` conflict 1 of 3 · undecided   m mine  t theirs  b both`, ` changed only by me · taken`."""
        choice, what = self.choices.get(number), _what(chunk)
        if chunk.standing is Standing.BOTH:
            keys = "   m mine  t theirs" + ("  b both" if chunk.can_be_both else "")
            decided = Span(f" · {choice.value} taken", Tone.DONE) if choice else Span(" · undecided", Tone.STALLED)
            head = Span(f" conflict {self.places[number]} of {len(self.places)}{what}", Tone.STRONG)
            return head, decided, Span(keys, Tone.DIM)
        own, who = (Choice.MINE, "me") if chunk.standing is Standing.ONLY_MINE else (Choice.THEIRS, "them")
        state = {None: "taken", own: "taken", Choice.BOTH: "both taken"}.get(choice, "left out")
        return (Span(f" changed only by {who}{what} · {state}", Tone.DIM),)


def _seat_words(seat: Seat, number: int) -> str:
    head = seat.chunks[0]
    if head.part is not Part.MESSAGES:
        role = next((one for one in head.mine if isinstance(one, str)), "")
        return f"message {number} {clean(role, limit=_LONGEST_WORD)}"
    if not head.base:
        return f"message {number} · new"
    is_changed = head.standing is Standing.BOTH
    return f"message {number} · removed by {'me' if not head.mine else 'them'}" + (
        f", changed by {'them' if not head.mine else 'me'}" if is_changed else ""
    )


def _what(chunk: AnyChunk) -> str:
    return "" if chunk.part in {Part.TEXT, Part.MESSAGES, Part.TOOLS} else f" · {clean(chunk.name or chunk.part.value)}"


def _signs(chunk: AnyChunk, choice: Choice | None) -> tuple[Sign, Sign]:
    if choice is None and chunk.standing is Standing.BOTH:
        return OPEN, OPEN
    if choice is Choice.BOTH and chunk.can_be_both:
        return TAKEN, TAKEN
    is_mine = chunk.standing is Standing.ONLY_MINE if choice is None else choice is not Choice.THEIRS
    return (TAKEN, LEFT_OUT) if is_mine else (LEFT_OUT, TAKEN)


def _gutted(gutter: str, spans: Sequence[Span], width: int, sign: Sign = WAS) -> Iterator[Line]:
    for row in wrapped_spans(spans, max(width - len(gutter) - 1, 4)):
        yield (Span(gutter, sign.tone), *row)
