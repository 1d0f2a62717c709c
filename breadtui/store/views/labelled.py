"""What labels say of a row to the filter: a bake is found by what its checkpoints bear as well as by its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from breadtui.domain.labels.labels import CheckpointKey, Label, Labels
from breadtui.domain.names import JobKey, Phase

if TYPE_CHECKING:
    # What is typed behind `status` and `tree` asks here, too, and would load all facts of the cockpit for a name.
    from breadtui.store.facts.state import Choice

LABEL_FIELDS = frozenset({"tag", "star", "note", "hidden", "has"})
"""The fields of the filter that labels answer, alone or among others."""


class Labelled:
    """Labels as rows bear them. `tags` are those that things bear beside what their labels say."""

    __slots__ = ("_checkpoints", "_labels", "_tags")

    def __init__(self, labels: Labels, tags: Mapping[Choice, tuple[str, ...]]) -> None:
        self._labels = labels
        self._tags = tags
        self._checkpoints = _by_bake(labels)

    def words(self, what: Choice, field: str) -> Collection[str]:
        """What it says of a field of labels; nothing of any other."""
        match field:
            case "tag":
                return tuple(dict.fromkeys(self._tags_of(what)))
            case "note":
                return tuple(label.note for label in self._all_of(what) if label.note)
            case "star":
                return ("yes",) if any(label.is_starred for label in self._all_of(what)) else ("no",)
            case "hidden":
                return ("yes",) if self._labels.is_hidden(what) else ("no",)
            case "has":
                return tuple(self._had(what))
            case _:
                return ()

    def _had(self, what: Choice) -> Iterator[str]:
        if any(True for _ in self._tags_of(what)):
            yield "tag"
        if any(label.is_starred for label in self._all_of(what)):
            yield "star"
        if any(label.note for label in self._all_of(what)):
            yield "note"

    def _tags_of(self, what: Choice) -> Iterator[str]:
        yield from self._tags.get(what, ())
        for label in self._all_of(what):
            yield from label.tags

    def _all_of(self, what: Choice) -> Iterator[Label]:
        yield self._labels.at(what)
        yield from self._checkpoints.get(what, ())


def _by_bake(labels: Labels) -> Mapping[Choice, list[Label]]:
    found: dict[Choice, list[Label]] = {}
    for what, label in labels.of.items():
        if isinstance(what, CheckpointKey):
            found.setdefault(JobKey(what.repo, Phase.BAKE, what.bake), []).append(label)
    return found
