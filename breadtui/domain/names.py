"""Names of things on the service, the keys by which the program tells them apart, and model paths."""

from __future__ import annotations

import re
import sys
from enum import StrEnum
from typing import NamedTuple, NewType

from breadtui.values import dataclass

RepoName = NewType("RepoName", str)
PromptName = NewType("PromptName", str)
TargetName = NewType("TargetName", str)
BakeName = NewType("BakeName", str)

RESERVED_NAMES = frozenset({"batch", "default"})
"""`batch` is a route and `default` the built-in template: neither can name a resource. Source: the contract, names."""

LONGEST_NAME = 128
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class Phase(StrEnum):
    """The three kinds of job: stim and rollout of a target, and the bake itself."""

    STIM = "stim"
    ROLLOUT = "rollout"
    BAKE = "bake"


class JobKey(NamedTuple):
    """One job: stim and rollout carry their target's name, a bake its own.

    A tuple, because ten thousand of them are looked up at a time and a tuple's hash costs a tenth.
    """

    repo: RepoName
    phase: Phase
    name: str


@dataclass(frozen=True, slots=True, order=True)
class PromptKey:
    """One prompt in one repository."""

    repo: RepoName
    name: PromptName


@dataclass(frozen=True, slots=True, order=True)
class TargetKey:
    """One target in one repository."""

    repo: RepoName
    name: TargetName


@dataclass(frozen=True, slots=True)
class ModelPath:
    """A baked model as inference knows it: `user/repo/bake/checkpoint`, the last a training step."""

    user: str
    repo: RepoName
    bake: BakeName
    checkpoint: int

    def __str__(self) -> str:
        return f"{self.user}/{self.repo}/{self.bake}/{self.checkpoint}"


def parse_model_path(text: str) -> ModelPath | None:
    """The four parts of a baked path, or None for a base model (two segments) and anything else."""
    parts = text.split("/")
    if len(parts) != 4 or not all(parts) or not (parts[3].isascii() and parts[3].isdigit()):
        return None
    user, repo, bake = map(sys.intern, parts[:3])  # ten thousand bakes name few repositories, and each other
    return ModelPath(user, RepoName(repo), BakeName(bake), int(parts[3]))


def is_impossible_name(name: str) -> bool:
    """No resource can ever bear it: empty, a dot or two, or a word of the service's own."""
    return name in RESERVED_NAMES or name in {"", ".", ".."}


def name_problem(name: str) -> str | None:
    """Why the service would refuse `name` for a new resource, or None where it looks fine.

    The rule is unpublished: callers warn and never block on characters alone, but `.`, `..`, the empty
    name and reserved words can never work.
    """
    if name in RESERVED_NAMES:
        return f"'{name}' is a word of the service's own"
    if is_impossible_name(name):
        return "a name needs at least one letter or digit"
    if len(name) > LONGEST_NAME:
        return f"longer than {LONGEST_NAME} characters"
    if not _NAME.fullmatch(name):
        return "letters, digits, '.', '_' and '-' only, starting with a letter or digit"
    return None
