"""How a conversation is left where it leads on: what is made from it elsewhere."""

from __future__ import annotations

from typing import TypeAlias

from breadtui.domain.names import RepoName
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.target.draft import TargetDraft
from breadtui.store.facts.state import Choice
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class GoTo:
    """Look at a thing."""

    what: Choice


@dataclass(frozen=True, slots=True)
class MakeTarget:
    """Open the form of a target."""

    repo: RepoName
    draft: TargetDraft


@dataclass(frozen=True, slots=True)
class MakePrompt:
    """Begin a prompt as an unsaved text."""

    repo: RepoName
    prompt: Prompt


@dataclass(frozen=True, slots=True)
class BakeOn:
    """Begin a bake that goes on from a model."""

    model: str


ChatEnd: TypeAlias = GoTo | MakeTarget | MakePrompt | BakeOn
