"""What the rows of the repository tree stand for, and which row stands for what can be chosen."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from breadtui.domain.descent.forest import BakePlace
from breadtui.domain.labels.labels import CheckpointKey, Labelled
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.store.facts.state import Choice


class Kind(StrEnum):
    """What a row of the tree stands for; a note is a sentence where rows are missing."""

    REPO = "repo"
    BAKES = "bakes"
    PROMPTS = "prompts"
    TARGETS = "targets"
    BAKE = "bake"
    CHECKPOINT = "checkpoint"
    PROMPT = "prompt"
    TARGET = "target"
    NOTE = "note"


GROUPS = (Kind.BAKES, Kind.PROMPTS, Kind.TARGETS)


class TreeKey(NamedTuple):
    """One row by what it stands for; groups have no name of their own, a note is named for its group.

    A checkpoint is named as in a model path, `bake/183`.
    """

    kind: Kind
    repo: RepoName
    name: str = ""

    @property
    def bake(self) -> BakeName:
        """The bake that this is, or whose checkpoint it is; empty for other rows."""
        if self.kind is Kind.CHECKPOINT:
            return BakeName(self.name.rpartition("/")[0])
        return BakeName(self.name if self.kind is Kind.BAKE else "")

    @property
    def place(self) -> BakePlace:
        """The bake among all repositories."""
        return BakePlace(self.repo, self.bake)

    @property
    def checkpoint(self) -> int | None:
        """The training step of a checkpoint's row."""
        return int(self.name.rpartition("/")[2]) if self.kind is Kind.CHECKPOINT else None


def bake_row(place: BakePlace) -> TreeKey:
    """The row of a bake."""
    return TreeKey(Kind.BAKE, place.repo, place.bake)


def checkpoint_row(place: BakePlace, checkpoint: int) -> TreeKey:
    """The row of a checkpoint of a bake."""
    return TreeKey(Kind.CHECKPOINT, place.repo, f"{place.bake}/{checkpoint}")


def choice_of(key: TreeKey) -> Choice | None:
    """What choosing a row chooses, or None for groups and notes; a checkpoint's row chooses its bake."""
    match key.kind:
        case Kind.REPO:
            return key.repo
        case Kind.BAKE | Kind.CHECKPOINT:
            return JobKey(key.repo, Phase.BAKE, key.bake)
        case Kind.PROMPT:
            return PromptKey(key.repo, PromptName(key.name))
        case Kind.TARGET:
            return TargetKey(key.repo, TargetName(key.name))
        case Kind.BAKES | Kind.PROMPTS | Kind.TARGETS | Kind.NOTE:
            return None


def labelled_of(key: TreeKey) -> Labelled | None:
    """What a label on a row is put on: a checkpoint itself, else what choosing the row chooses."""
    if key.checkpoint is not None:
        return CheckpointKey(key.repo, key.bake, key.checkpoint)
    return choice_of(key)


def row_of(choice: Choice, checkpoint: int | None = None) -> TreeKey:
    """The row that stands for a choice; a stim or rollout stands under its target."""
    match choice:
        case JobKey(repo, Phase.BAKE, name):
            place = BakePlace(repo, BakeName(name))
            return bake_row(place) if checkpoint is None else checkpoint_row(place, checkpoint)
        case JobKey(repo, _, name) | TargetKey(repo, name):
            return TreeKey(Kind.TARGET, repo, name)
        case PromptKey(repo, name):
            return TreeKey(Kind.PROMPT, repo, name)
        case str():
            return TreeKey(Kind.REPO, choice)
