"""The text of a file of labels: TOML with one line a thing, sorted, so that versions of it merge line by line.

    yoda_repo.bakes.coder_v7 = {star = true, tags = ["best"], note = "the one we ship"}

Comments and lines that are not understood stay where they are; what two lines say of one thing is taken together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import reduce

from breadtui.domain.labels.labels import (
    LONGEST_NOTE,
    NO_LABEL,
    Label,
    LabelChange,
    Labelled,
    joined,
    tag_problem,
)
from breadtui.domain.labels.places import key_text, path_of, quoted, thing_at
from breadtui.values import dataclass

HEADING = (
    "# Labels of breadtui: stars, hidden things, tags, notes; one line a thing. Made to be read, merged, committed.\n"
)
MOST_TAGS = 100
_LINE = r"[^\n]*\n|[^\n]+"
_COMMENT = r"""((?:"(?:[^"\\]|\\.)*"|'[^']*'|[^"'#])*)(#.*)?"""
_CONFLICT, _REST_OF_CONFLICT = "<<<<<<<", ("|||||||", "=======", ">>>>>>>")
_KNOWN = frozenset({"star", "hide", "tags", "note"})


@dataclass(frozen=True, slots=True)
class ReadLabels:
    """What a text says; `problems` are sentences about lines that say nothing that is understood."""

    labels: Mapping[Labelled, Label]
    problems: tuple[str, ...] = ()


def read_labels(text: str) -> ReadLabels:
    """The labels in a text, whatever else is in it."""
    labels: dict[Labelled, Label] = {}
    problems: list[str] = []
    for number, line in enumerate(_lines(text), 1):
        found = _read_line(line)
        if isinstance(found, str):
            problems.append(f"line {number}: {found}")
        elif found is not None:
            what, label = found
            labels[what] = joined(labels[what], label) if what in labels else label
    return ReadLabels(labels, tuple(problems))


def changed_text(text: str, changes: Mapping[Labelled, LabelChange]) -> str:
    """The text with these changes made to what it says now; every other line stays as it is, byte for byte.

    A thing that bears nothing any more loses its line; new lines go where their names belong.
    """
    lines = [_Line.read(line) for line in _lines(text) or [HEADING]]
    for what, change in changes.items():
        lines = _changed_lines(lines, what, change)
    return "".join(line.text for line in lines)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its end, and what it says."""

    text: str
    what: Labelled | None = None
    label: Label = NO_LABEL

    @classmethod
    def read(cls, line: str) -> _Line:
        whole = line if line.endswith("\n") else f"{line}\n"
        found = _read_line(line)
        return cls(whole, *found) if isinstance(found, tuple) else cls(whole)

    @property
    def is_comment(self) -> bool:
        return self.text.lstrip().startswith("#") and self.text != HEADING


def _lines(text: str) -> list[str]:
    """Only line feeds end lines: what else Unicode counts as an end may stand in a name or a note."""
    return re.findall(_LINE, text)


def _changed_lines(lines: list[_Line], what: Labelled, change: LabelChange) -> list[_Line]:
    places = [place for place, line in enumerate(lines) if line.what == what and line.what is not None]
    said = reduce(joined, (lines[place].label for place in places), NO_LABEL)
    label = change.applied(said)
    if label == said and len(places) < 2:
        return lines
    comment = next((found for place in places if (found := _comment_of(lines[place].text))), "")
    kept = [line for place, line in enumerate(lines) if place not in places] if places else lines
    if not label:
        return kept
    place = places[0] if places else _place_for(kept, what)
    return [*kept[:place], _Line(_line_of(what, label, comment), what, label), *kept[place:]]


def _line_of(what: Labelled, label: Label, comment: str) -> str:
    parts = [
        *(["star = true"] if label.is_starred else []),
        *(["hide = true"] if label.is_hidden else []),
        *([f"tags = [{', '.join(map(quoted, label.tags))}]"] if label.tags else []),
        *([f"note = {quoted(label.note)}"] if label.note else []),
    ]
    return f"{key_text(what)} = {{{', '.join(parts)}}}{f'  {comment}' if comment else ''}\n"


def _place_for(lines: list[_Line], what: Labelled) -> int:
    """Before the first thing that comes later by its name, and before the comments directly above that."""
    after = path_of(what)
    later = (place for place, line in enumerate(lines) if line.what is not None and path_of(line.what) > after)
    place = next(later, len(lines))
    while 0 < place < len(lines) and lines[place - 1].is_comment:
        place -= 1
    return place


def _comment_of(line: str) -> str:
    found = re.match(_COMMENT, line.rstrip("\r\n"))
    return (found[2] or "").rstrip() if found else ""


def _read_line(line: str) -> tuple[Labelled, Label] | str | None:
    """The thing and its label, a sentence about what is wrong, or None for a line that says nothing."""
    if not line.strip() or line.lstrip().startswith(("#", *_REST_OF_CONFLICT)):
        return None
    if line.startswith(_CONFLICT):
        return "a conflict that git left; what both sides say is taken together until it is settled there"
    import tomllib  # noqa: PLC0415  most people have no labels

    try:
        said = tomllib.loads(line)
    except (tomllib.TOMLDecodeError, RecursionError):
        return 'not understood; a line is REPO.bakes.NAME = {star = true, tags = ["…"], note = "…"}'
    path = list(_path_in(said))
    what = thing_at([key for key, _ in path])
    table = path[-1][1] if path else None
    if what is None or not isinstance(table, dict):
        return "names no thing; REPO.repo, or bakes, prompts, targets, stims, rollouts, checkpoints and a name"
    return _label_of(what, table)


def _path_in(said: object) -> Iterator[tuple[str, object]]:
    """The one way down a line's tables, until the label."""
    depth = 0
    while isinstance(said, dict) and len(said) == 1 and depth < 3:
        ((key, said),) = said.items()
        yield key, said
        depth += 1
        if depth == 2 and key == "repo":
            return


def _label_of(what: Labelled, table: Mapping[str, object]) -> tuple[Labelled, Label] | str:
    if unknown := sorted(table.keys() - _KNOWN):
        return f"knows no '{unknown[0]}'; star, hide, tags, note"
    star, hide, tags, note = (table.get(word) for word in ("star", "hide", "tags", "note"))
    if not (isinstance(star, bool | None) and isinstance(hide, bool | None)):
        return "star and hide are true or false"
    if not (tags is None or (isinstance(tags, list) and all(isinstance(tag, str) for tag in tags))):
        return "tags are texts in brackets"
    if not isinstance(note, str | None):
        return "a note is a text"
    good = tuple(dict.fromkeys(tag for tag in (tags or [])[:MOST_TAGS] if tag_problem(tag) is None))
    return what, Label(bool(star), bool(hide), good, (note or "").strip()[:LONGEST_NOTE])
