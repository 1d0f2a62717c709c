"""What came of making a bake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from breadtui.domain.baking.draft import BakeDraft
from breadtui.domain.baking.form import MORE, NAME, TEMPLATE, spec
from breadtui.domain.baking.resolved import made_of
from breadtui.domain.errors import BreadError, Invalid
from breadtui.domain.forms.creation import Taken, unwrapped
from breadtui.domain.forms.places import Place, place_of
from breadtui.domain.forms.resolved import ResolvedValue
from breadtui.domain.jobs import Job
from breadtui.domain.json_values import JsonObject
from breadtui.values import dataclass, field


@dataclass(frozen=True, slots=True)
class Created:
    """The service has it as asked: `job` is its answer; `was_there` where it had it before, and nothing was made.

    `below` is the configuration of the template, as far as it is known.
    """

    draft: BakeDraft
    job: Job
    below: JsonObject = field(default_factory=dict)
    was_there: bool = False

    @property
    def values(self) -> tuple[ResolvedValue, ...]:
        """Every setting with where it comes from."""
        return made_of(self.draft, self.below, self.job.config)


@dataclass(frozen=True, slots=True)
class NotCreated:
    """The service said no, or nobody knows what came of it (`Unclear`)."""

    draft: BakeDraft
    error: BreadError

    @property
    def complaints(self) -> Mapping[Place, str]:
        """The service's complaints by the place in the form that they are about."""
        fields = self.error.fields if isinstance(self.error, Invalid) else {}
        return {form_place(name): words for name, words in fields.items()}


BakeCreation: TypeAlias = Created | Taken[BakeDraft] | NotCreated


def form_place(dotted: str) -> Place:
    """A place as the service names it, as the row of the form it is about."""
    place = place_of(unwrapped(dotted))
    if place in {NAME, TEMPLATE}:
        return place
    is_known = any(place[: len(field.place)] == field.place for field in spec().fields)
    return place if is_known else MORE
