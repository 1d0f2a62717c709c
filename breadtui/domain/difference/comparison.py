"""Two bakes, targets or prompts side by side: configuration, prompts by their roles, and figures of the training."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from breadtui.domain.difference.config_diff import leaves, plain_numbers, value_text
from breadtui.domain.difference.diff import LineKind, prompt_lines
from breadtui.domain.difference.paired_lines import Cell, Change, Row, changes_of, likeness, paired
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.prompt.prompts import Prompt

MOST_SETTINGS = 20_000
LEAST_LIKENESS = 0.2
MOST_COMPARED = 2500
"""Of prompts left without a namesake, so many pairs are looked at for likeness."""


class Section(StrEnum):
    """The sections by their titles."""

    CONFIG = "Config"
    PROMPTS = "Prompts"
    METRICS = "Metrics"


@dataclass(frozen=True, slots=True)
class UsedPrompt:
    """A prompt as a side uses it; `prompt` is None where it is not known, and `note` then says why.

    An empty `name` is a student without a prompt, which is always on.
    """

    role: str
    name: str
    targets: tuple[str, ...] = ()
    prompt: Prompt | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the training by its label; `unit` is empty, `s`, or `loss` for one that is best read as a power."""

    label: str
    value: float | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two. What is None is not known or not there, and the note beside it says why, raw."""

    name: str
    config: JsonObject | None = None
    config_note: str = ""
    prompts: tuple[UsedPrompt, ...] = ()
    prompts_note: str = ""
    figures: tuple[Figure, ...] | None = None
    figures_note: str = ""


@dataclass(frozen=True)
class Part:
    """What is compared under one heading: rows of lines, and what is to be said where one side is not known."""

    section: Section
    heading: str
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The stretches of rows that differ; in a configuration each setting for itself."""
        return changes_of(self.rows, one_by_one=self.section is Section.CONFIG)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """The same figure of both sides."""

    label: str
    unit: str
    left: float | None
    right: float | None

    @property
    def delta(self) -> float | None:
        """How much more the right has."""
        return None if self.left is None or self.right is None else self.right - self.left

    @property
    def delta_percent(self) -> float | None:
        """The same as a share of the left, in percent; None where the left is nothing."""
        return None if self.delta is None or not self.left else 100.0 * self.delta / abs(self.left)


@dataclass(frozen=True)
class Comparison:
    """Everything about the two: parts in the order of their sections, figures, and notes on these."""

    left: str
    right: str
    parts: tuple[Part, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    figure_notes: tuple[str, ...] = ()

    @cached_property
    def changes(self) -> tuple[tuple[Part, Change], ...]:
        """Every change with its part, in order."""
        return tuple((part, change) for part in self.parts for change in part.changes)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections that say something."""
        found = dict.fromkeys(part.section for part in self.parts)
        return (*found, Section.METRICS) if self.figures or self.figure_notes else tuple(found)


def compared(left: Side, right: Side) -> Comparison:
    """The comparison of two sides; what makes the right of the left is added, and the other way round removed."""
    parts = (*_config_parts(left, right), *_prompt_parts(left, right))
    notes = tuple(f"{side.name}: {side.figures_note}" for side in (left, right) if side.figures_note)
    return Comparison(left.name, right.name, parts, _figure_rows(left, right), notes)


# Configuration


def _config_parts(left: Side, right: Side) -> Iterator[Part]:
    notes = tuple(f"{side.name}: {side.config_note}" for side in (left, right) if side.config_note)
    if left.config is not None and right.config is not None:
        yield Part(Section.CONFIG, "", config_rows(left.config, right.config), notes)
    elif notes:
        yield Part(Section.CONFIG, "", (), notes)


def config_rows(left: JsonObject, right: JsonObject) -> tuple[Row, ...]:
    """Every setting as `path = value` in one row, in the left's order; what the right alone has follows its neighbour.

    Datasets stand by the target they name and not by their place in the list.
    """
    one, other = settings_by_path(left), settings_by_path(right)
    return tuple(Row(_setting(one, path), _setting(other, path)) for path in _merged(list(one), list(other)))


def settings_by_path(config: JsonObject) -> dict[str, str]:
    """Every setting by its path as JSON text, in the configuration's order; `1` and `1.0` read the same."""
    found: dict[str, str] = {}
    for path, value in leaves(_by_target(config), MOST_SETTINGS):
        found[path] = value_text(plain_numbers(value))
    return found


def _setting(settings: Mapping[str, str], path: str) -> Cell | None:
    return (LineKind.TEXT, f"{path} = {settings[path]}") if path in settings else None


def _by_target(config: JsonObject) -> JsonObject:
    entries = config.get("datasets")
    if not isinstance(entries, Sequence) or isinstance(entries, str):
        return config
    named: dict[str, Json] = {}
    for entry in entries:
        if not isinstance(entry, Mapping) or not isinstance(target := entry.get("target"), str) or target in named:
            return config
        named[target] = {"weight": 1, **{key: value for key, value in entry.items() if key != "target"}}
    return {**config, "datasets": named}


def _merged(left: Sequence[str], right: Sequence[str]) -> list[str]:
    """All paths once in the left's order; those of the right alone follow what precedes them there."""
    after: dict[str | None, list[str]] = {}
    known, last = set(left), None
    for path in right:
        if path in known:
            last = path
        else:
            after.setdefault(last, []).append(path)
    merged: list[str] = []
    common = set(right)
    waiting = after.get(None, [])
    for path in left:
        if path in common:
            merged += waiting
            waiting = after.get(path, [])
        merged.append(path)
    return merged + waiting


# Prompts


def _prompt_parts(left: Side, right: Side) -> Iterator[Part]:
    for side in (left, right):
        if side.prompts_note:
            yield Part(Section.PROMPTS, "", (), (f"{side.name}: {side.prompts_note}",))
    for one, other in matched_prompts(left.prompts, right.prompts):
        yield Part(Section.PROMPTS, _prompt_heading(one, other), _prompt_rows(one, other), _prompt_notes(one, other))


def matched_prompts(
    left: Sequence[UsedPrompt], right: Sequence[UsedPrompt]
) -> tuple[tuple[UsedPrompt | None, UsedPrompt | None], ...]:
    """Pairs of the same role: namesakes first, then those most alike, then what one side alone uses."""
    found: list[tuple[UsedPrompt | None, UsedPrompt | None]] = []
    for role in dict.fromkeys(used.role for used in (*left, *right)):
        ones = [used for used in left if used.role == role]
        others = [used for used in right if used.role == role]
        pairs = _namesakes(ones, others) + _most_alike(ones, others)
        found += pairs
        found += [(used, None) for used in ones]
        found += [(None, used) for used in others]
    return tuple(found)


def _namesakes(ones: list[UsedPrompt], others: list[UsedPrompt]) -> list[tuple[UsedPrompt | None, UsedPrompt | None]]:
    """Those with the same name, taken out of both lists."""
    named = {used.name: used for used in others}
    pairs = [(used, named[used.name]) for used in ones if used.name in named]
    for one, other in pairs:
        ones.remove(one)
        others.remove(other)
    return list(pairs)


def _most_alike(ones: list[UsedPrompt], others: list[UsedPrompt]) -> list[tuple[UsedPrompt | None, UsedPrompt | None]]:
    """The pairs most alike, taken out of both lists; a single one on either side is a pair whatever it says."""
    if len(ones) == len(others) == 1:
        return [(ones.pop(), others.pop())]
    if len(ones) * len(others) > MOST_COMPARED:
        return []
    texts = {id(used): _text_of(used) for used in (*ones, *others)}
    ranked = sorted(
        ((likeness(texts[id(one)], texts[id(other)]), one, other) for one in ones for other in others),
        key=lambda found: -found[0],
    )
    pairs: list[tuple[UsedPrompt | None, UsedPrompt | None]] = []
    for alike, one, other in ranked:
        if alike >= LEAST_LIKENESS and one in ones and other in others:
            ones.remove(one)
            others.remove(other)
            pairs.append((one, other))
    return pairs


def _text_of(used: UsedPrompt) -> str:
    return "\n".join(message.text for message in used.prompt.messages) if used.prompt is not None else ""


def _prompt_heading(one: UsedPrompt | None, other: UsedPrompt | None) -> str:
    names = [_name_of(used) for used in (one, other) if used is not None]
    role = next(used.role for used in (one, other) if used is not None)
    targets = dict.fromkeys(target for used in (one, other) if used is not None for target in used.targets)
    where = f" of {', '.join(targets)}" if targets else ""
    arrow = names[0] if len(set(names)) == 1 else " → ".join(names)
    return f"{role}{where}: {arrow}"


def _name_of(used: UsedPrompt) -> str:
    return used.name or "(always on)"


def _prompt_rows(one: UsedPrompt | None, other: UsedPrompt | None) -> tuple[Row, ...]:
    if any(used is not None and used.prompt is None for used in (one, other)):
        return ()
    return paired(_cells(one), _cells(other))


def _cells(used: UsedPrompt | None) -> list[Cell]:
    prompt = used.prompt if used is not None else None
    return [line.content for line in prompt_lines(prompt)] if prompt is not None else []


def _prompt_notes(one: UsedPrompt | None, other: UsedPrompt | None) -> tuple[str, ...]:
    notes = [f"{_name_of(used)}: {used.note}" for used in (one, other) if used is not None and used.note]
    if one is None:
        notes.append("only on the right")
    elif other is None:
        notes.append("only on the left")
    return tuple(notes)


# Figures


def _figure_rows(left: Side, right: Side) -> tuple[FigureRow, ...]:
    ones = {figure.label: figure for figure in left.figures or ()}
    others = {figure.label: figure for figure in right.figures or ()}
    return tuple(
        FigureRow(label, (ones.get(label) or others[label]).unit, _value(ones, label), _value(others, label))
        for label in dict.fromkeys([*ones, *others])
    )


def _value(figures: Mapping[str, Figure], label: str) -> float | None:
    return figures[label].value if label in figures else None
