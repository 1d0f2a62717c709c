"""Labels: a star, being hidden, tags and a note, on what there is in repositories; and how one changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, RepoName, TargetKey, TargetName
from breadtui.values import dataclass, field, replace

LONGEST_TAG = 40
LONGEST_NOTE = 2000


class CheckpointKey(NamedTuple):
    """One training step at which a bake was kept."""

    repo: RepoName
    bake: BakeName
    step: int


Labelled: TypeAlias = RepoName | JobKey | PromptKey | TargetKey | CheckpointKey
"""What can bear a label: a repository (a plain name), a job (a bake for its model), prompt, target or checkpoint."""


@dataclass(frozen=True, slots=True)
class Label:
    """What one thing bears; tags are in the order in which they were given, an empty note is none."""

    is_starred: bool = False
    is_hidden: bool = False
    tags: tuple[str, ...] = ()
    note: str = ""

    def __bool__(self) -> bool:
        return self != NO_LABEL


NO_LABEL = Label()


@dataclass(frozen=True, slots=True)
class LabelChange:
    """What is to be otherwise; None and empty leave what there is, so that two people's changes go together.

    `drops_all_tags` takes every tag away, before `added` are given.
    """

    is_starred: bool | None = None
    is_hidden: bool | None = None
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    drops_all_tags: bool = False
    note: str | None = None

    def applied(self, label: Label) -> Label:
        """The label afterwards."""
        kept = () if self.drops_all_tags else label.tags
        tags = (*(tag for tag in kept if tag not in self.dropped), *self.added)
        return Label(
            label.is_starred if self.is_starred is None else self.is_starred,
            label.is_hidden if self.is_hidden is None else self.is_hidden,
            tuple(dict.fromkeys(tags)),
            label.note if self.note is None else self.note.strip()[:LONGEST_NOTE],
        )


@dataclass(frozen=True, slots=True)
class Labels:
    """All labels there are. `are_hidden_shown` where a person looks at what is hidden for a while."""

    of: Mapping[Labelled, Label] = field(default_factory=dict)
    are_hidden_shown: bool = False
    hidden: frozenset[Labelled] = frozenset()

    def at(self, what: Labelled | None) -> Label:
        """The label of a thing; of what bears none, an empty one."""
        return NO_LABEL if what is None else self.of.get(what, NO_LABEL)

    def is_hidden(self, what: Labelled) -> bool:
        """It is hidden by itself, or all of its repository, or the target whose stim or rollout it is."""
        if not self.hidden:
            return False
        return any(one in self.hidden for one in _with_holders(what))

    def leaves_out(self, what: Labelled) -> bool:
        """It is hidden, and not looked at nevertheless."""
        return not self.are_hidden_shown and self.is_hidden(what)


NO_LABELS = Labels()


def labels_of(of: Mapping[Labelled, Label], *, are_hidden_shown: bool = False) -> Labels:
    """Labels, without those that say nothing."""
    kept = {what: label for what, label in of.items() if label}
    return Labels(kept, are_hidden_shown, frozenset(what for what, label in kept.items() if label.is_hidden))


def with_label(labels: Labels, what: Labelled, label: Label) -> Labels:
    """The same with one other label; the same object where it is no other."""
    if labels.at(what) == label:
        return labels
    return labels_of({**labels.of, what: label}, are_hidden_shown=labels.are_hidden_shown)


def showing_hidden(labels: Labels, *, is_shown: bool) -> Labels:
    """Hidden things shown, dimmed, or left out."""
    return labels if labels.are_hidden_shown is is_shown else replace(labels, are_hidden_shown=is_shown)


def joined(one: Label, other: Label) -> Label:
    """Two lines about the same thing taken together: nothing that either says is lost."""
    notes = dict.fromkeys(note for note in (one.note, other.note) if note)
    tags = tuple(dict.fromkeys((*one.tags, *other.tags)))
    is_starred, is_hidden = one.is_starred or other.is_starred, one.is_hidden or other.is_hidden
    return Label(is_starred, is_hidden, tags, "\n".join(notes))


def tag_problem(tag: str) -> str | None:
    """Why this can be no tag, or None where it can: it must be one word of the filter's."""
    if not tag:
        return "a tag needs a name"
    if len(tag) > LONGEST_TAG:
        return f"a tag has at most {LONGEST_TAG} characters"
    return None if tag.isprintable() and not set(tag) & set(' ",*#\\') else f"'{tag}' can be no tag: letters and digits"


def _with_holders(what: Labelled) -> tuple[Labelled, ...]:
    match what:
        case JobKey(repo, Phase.BAKE, _):
            return (what, repo)
        case JobKey(repo, _, name):
            return (what, TargetKey(repo, TargetName(name)), repo)
        case CheckpointKey(repo, bake, _):
            return (what, JobKey(repo, Phase.BAKE, bake), repo)
        case PromptKey(repo, _) | TargetKey(repo, _):
            return (what, repo)
        case _:
            return (what,)
