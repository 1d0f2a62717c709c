"""The rows of a form as lines: label, value, and greyed what would stand there without."""

from __future__ import annotations

from rich.cells import cell_len

from breadtui.domain.forms.fields import Field, Kind
from breadtui.domain.forms.places import Place, dotted, is_list
from breadtui.domain.forms.words import limits_problem, value_text
from breadtui.domain.json_values import Json, JsonObject
from breadtui.ui.present.clean import clean, cut_end, pad
from breadtui.ui.present.form.rows import (
    ERROR_SIGN,
    INDENT_CELLS,
    WARNING_SIGN,
    FormRow,
    FormSlice,
    Sort,
    note_indent,
)
from breadtui.ui.present.glyphs import Glyphs
from breadtui.ui.present.tones import Line, Span, Tone

LEAST_LABEL_CELLS, MOST_LABEL_CELLS = 16, 32
_SHOWN_CHARACTERS = 400


def label_cells(width: int) -> int:
    """Cells of the labels in a form of that width, the margin included."""
    return max(LEAST_LABEL_CELLS, min(width * 2 // 5, MOST_LABEL_CELLS))


def row_line(row: FormRow, slice_: FormSlice, width: int, glyphs: Glyphs) -> Line:
    """One row in at most `width` cells; what is too long is cut at its end."""
    match row.key.sort:
        case Sort.GROUP:
            return _group_line(row, slice_, glyphs)
        case Sort.NOTE:
            return _note_line(row, width)
        case Sort.ITEM:
            return _item_line(row, slice_, width, glyphs)
        case Sort.FIELD:
            return _field_line(row, slice_, width, glyphs)


def help_text(row: FormRow | None) -> str:
    """What is good to know about a row, already cleaned; empty where nothing is."""
    if row is None:
        return ""
    if row.problem is not None:
        return clean(row.problem.sentence)
    if row.group is not None:
        return clean(row.group.help or row.group.title)
    field = row.field
    if field is None:
        return ""
    limits = limits_text(field)
    name = dotted(tuple(step for step in field.place if isinstance(step, str)))
    return clean(" · ".join(part for part in (name, field.help, limits) if part))


def limits_text(field: Field) -> str:
    """The bounds of a number, in words."""
    limits = field.limits
    far_below, far_above = -1e300, 1e300
    if limits.least is not None:
        return limits_problem(limits, far_below)
    return limits_problem(limits, far_above) if limits.most is not None else ""


def shown_value(field: Field, value: Json, glyphs: Glyphs) -> str:
    """A value in one cleaned line."""
    if field.kind is Kind.SWITCH:
        return "[x] yes" if value is True else "[ ] no" if value is False else clean(value_text(value))
    if value == "":
        return '""'
    if field.kind is Kind.LINES and is_list(value):
        first = clean(value_text(value[0]), limit=60) if value else ""
        return f"{len(value)} {'line' if len(value) == 1 else 'lines'} {glyphs.dot} {first}" if value else "none"
    return clean(value_text(value), limit=_SHOWN_CHARACTERS)


def _group_line(row: FormRow, slice_: FormSlice, glyphs: Glyphs) -> Line:
    if row.group is None:
        return ()
    sign = glyphs.opened if row.is_open else glyphs.closed
    given = sum(slice_.form.is_given(field.place) for field in row.group.fields)
    said = f"  {given} given" if given else ""
    closed = f"  {row.count} field{'' if row.count == 1 else 's'}" if not row.is_open else ""
    wrong = 0 if row.is_open else _count_wrong(slice_, row)
    marks = (Span(f"  {wrong} {ERROR_SIGN}", Tone.FAILED),) if wrong else ()
    return (Span(f" {sign} {row.group.title}", Tone.STRONG), Span(f"{closed}{said}", Tone.DIM), *marks)


def _count_wrong(slice_: FormSlice, row: FormRow) -> int:
    heads = {field.place for field in row.group.fields} if row.group is not None else set()
    return sum(
        not problem.is_warning
        for place, found in slice_.problems.items()
        for problem in found
        if any(place[: len(head)] == head for head in heads)
    )


def _note_line(row: FormRow, width: int) -> Line:
    is_warning = row.problem is not None and row.problem.is_warning
    indent = " " * note_indent(row.depth)
    tone = Tone.STALLED if is_warning else Tone.FAILED
    return (Span(indent + cut_end(row.words, max(width - len(indent), 1)), tone),)


def _item_line(row: FormRow, slice_: FormSlice, width: int, glyphs: Glyphs) -> Line:
    *way, index = row.key.place
    items = slice_.form.items_at(tuple(way))
    if row.field is None or row.field.items is None or not isinstance(index, int) or index >= len(items):
        return ()
    sign = glyphs.opened if row.is_open else glyphs.closed
    number = f"{index + 1:>{len(str(len(items)))}}"
    is_given = slice_.form.is_given(row.key.place)
    title_of = row.field.items.title_of
    fact = slice_.facts.get(row.key.place, ())
    cells = max(cell_len(clean(title_of(item), limit=_SHOWN_CHARACTERS)) for item in items) if fact else 0
    title = clean(title_of(items[index]), limit=_SHOWN_CHARACTERS)
    tone = Tone.PLAIN if is_given else Tone.DIM
    room = max(width - 8 - len(number) - INDENT_CELLS * row.depth - sum(len(span.text) for span in fact), 12)
    return (
        Span(_margin(row, _mark(slice_, row.key.place), glyphs, is_given=is_given), _mark_tone(slice_, row.key.place)),
        Span(f"{sign} {number}  ", Tone.DIM),
        Span(pad(cut_end(title, room), min(cells, room)) if fact else cut_end(title, room), tone),
        *fact,
    )


def _field_line(row: FormRow, slice_: FormSlice, width: int, glyphs: Glyphs) -> Line:
    field, place = row.field, row.key.place
    if field is None:
        return ()
    is_given = slice_.form.is_given(place)
    head = _margin(row, _mark(slice_, place), glyphs, is_given=is_given)
    room = max(label_cells(width) - len(head) - 2, 4)
    fact = slice_.facts.get(place, ())
    return (
        Span(head, _mark_tone(slice_, place)),
        Span(f"{pad(field.label, room)}  "),
        *_value_spans(field, place, slice_, width - label_cells(width), glyphs),
        *fact,
    )


def _value_spans(field: Field, place: Place, slice_: FormSlice, room: int, glyphs: Glyphs) -> Line:
    form = slice_.form
    if field.kind is Kind.ITEMS and field.items is not None:
        return (_list_span(field, form.items_at(place), is_given=form.is_given(place), glyphs=glyphs),)
    given, default = form.given_at(place), form.default_at(place)
    if given is None:
        text = shown_value(field, default, glyphs) if default is not None else field.unset or glyphs.none
        return (Span(cut_end(text, room), Tone.DIM),)
    shown = cut_end(shown_value(field, given, glyphs), room)
    if default is None or default == given:
        return (Span(shown, Tone.STRONG),)
    return (Span(shown, Tone.STRONG), Span(f"  (else {shown_value(field, default, glyphs)})", Tone.DIM))


def _list_span(field: Field, items: tuple[JsonObject, ...], *, is_given: bool, glyphs: Glyphs) -> Span:
    noun = field.items.noun if field.items is not None else "item"
    said = f"{len(items)} {noun if len(items) == 1 else f'{noun}s'}" if items else f"none {glyphs.dot} n adds one"
    return Span(said, Tone.STRONG if is_given and items else Tone.DIM)


def _margin(row: FormRow, mark: str, glyphs: Glyphs, *, is_given: bool) -> str:
    """The cursor's cell, the mark of what is wrong, the sign of what was given, the indent: never colour alone."""
    return f" {mark}{glyphs.chosen if is_given else ' '} {' ' * (INDENT_CELLS * row.depth)}"


def _mark(slice_: FormSlice, place: Place) -> str:
    found = slice_.problems.get(place, ())
    return (WARNING_SIGN if found[0].is_warning else ERROR_SIGN) if found else " "


def _mark_tone(slice_: FormSlice, place: Place) -> Tone:
    found = slice_.problems.get(place, ())
    if not found:
        return Tone.ACCENT
    return Tone.STALLED if found[0].is_warning else Tone.FAILED
