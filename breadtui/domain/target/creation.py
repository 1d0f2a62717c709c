"""How far the making of a target is, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from breadtui.domain.errors import BreadError, Invalid
from breadtui.domain.forms.creation import Taken, unwrapped
from breadtui.domain.forms.resolved import ResolvedValue
from breadtui.domain.json_values import JsonObject
from breadtui.domain.target.draft import TargetDraft
from breadtui.domain.target.resolved import made_of
from breadtui.values import dataclass, field

_INDEX = r"\.(\d+)(?=\.|$)"


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
class NotCreated:
    """The service said no, or nobody knows what came of it (`Unclear`)."""

    draft: TargetDraft
    error: BreadError

    @property
    def complaints(self) -> Mapping[str, str]:
        """The service's complaints by the place they are about, spelled as places of a draft are."""
        fields = self.error.fields if isinstance(self.error, Invalid) else {}
        return {draft_place(name): words for name, words in fields.items()}


TargetCreation: TypeAlias = Creating | Created | Taken[TargetDraft] | NotCreated


def draft_place(dotted: str) -> str:
    """A place as the service names it, as a place of a draft: `overrides.generators.0.numq` is `generators[0].numq`."""
    dotted = unwrapped(dotted)
    return "name" if dotted == "target_name" else re.sub(_INDEX, r"[\1]", dotted)
