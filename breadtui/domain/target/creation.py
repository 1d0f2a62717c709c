"""How far the making of a target is, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from breadtui.domain.difference.config_diff import Difference
from breadtui.domain.errors import BreadError, Invalid
from breadtui.domain.json_values import JsonObject
from breadtui.domain.target.draft import TargetDraft
from breadtui.domain.target.resolved import ResolvedValue, made_of

_INDEX = re.compile(r"\.(\d+)(?=\.|$)")
_WRAPPING = ("body.", "overrides.", "config.")


@dataclass(frozen=True, slots=True)
class Creating:
    """It was sent, or is about to be."""

    draft: TargetDraft


@dataclass(frozen=True, slots=True)
class Created:
    """The service has it as asked: `config` is its answer; `was_there` where it had it before, and nothing was made.

    `below` is the configuration of the template, as far as it is known.
    """

    draft: TargetDraft
    config: JsonObject
    below: JsonObject = field(default_factory=dict)
    was_there: bool = False

    @property
    def values(self) -> tuple[ResolvedValue, ...]:
        """Every setting with where it comes from."""
        return made_of(self.draft, self.below, self.config)


@dataclass(frozen=True, slots=True)
class Taken:
    """The name holds another target: how mine differs from theirs, and the next name that nobody has.

    No difference where the service sees one and we cannot.
    """

    draft: TargetDraft
    theirs: JsonObject
    differences: tuple[Difference, ...]
    free_name: str


@dataclass(frozen=True, slots=True)
class NotCreated:
    """The service said no, or nobody knows what came of it (`Unclear`)."""

    draft: TargetDraft
    error: BreadError

    @property
    def complaints(self) -> Mapping[str, str]:
        """The service's complaints by the place they are about, spelled as places of a draft are."""
        fields = self.error.fields if isinstance(self.error, Invalid) else {}
        return {draft_place(name): words for name, words in fields.items()}


TargetCreation: TypeAlias = Creating | Created | Taken | NotCreated


def draft_place(dotted: str) -> str:
    """A place as the service names it, as a place of a draft: `overrides.generators.0.numq` is `generators[0].numq`."""
    for wrapping in _WRAPPING:
        dotted = dotted.removeprefix(wrapping)
    return "name" if dotted == "target_name" else _INDEX.sub(r"[\1]", dotted)
