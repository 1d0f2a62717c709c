"""What the rules of a preflight look at, all of it read afresh."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.domain.jobs import Job
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, ModelPath, RepoName
from breadtui.domain.preflight.estimates import PastRun
from breadtui.domain.prompt.prompts import Prompt
from breadtui.values import dataclass, field

Places = Mapping[tuple[RepoName, str], Job | None]
"""Bakes by repository and name, as they are now; None for one that is not there."""


@dataclass(frozen=True, slots=True)
class ModelEvidence:
    """What is known of models: the base of the repository, those inference offers, and the bakes behind paths.

    `served` is None where the service did not say; `bakes` holds the bakes that were asked about.
    """

    base_model: str = ""
    served: frozenset[str] | None = None
    bakes: Places = field(default_factory=dict)
    bases: Mapping[RepoName, str] = field(default_factory=dict)

    def bake_of(self, path: ModelPath) -> tuple[bool, Job | None]:
        """Whether the bake behind a path was asked about, and what it is now."""
        place = (path.repo, path.bake)
        return place in self.bakes, self.bakes.get(place)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that was read for one job.

    A name in a mapping was asked about, None stands for what is not there. `unread` are words for what could not be
    asked, `unsaved` the prompts with a text here that was not saved; `was_answered` is False where it is not known
    whether there is such a job at all. `tokens` are the tokens of sampled rows by target, `past` the runs of the same
    phase that were watched.
    """

    key: JobKey
    job: Job | None = None
    targets: Mapping[str, JsonObject | None] = field(default_factory=dict)
    prompts: Mapping[str, Prompt | None] = field(default_factory=dict)
    jobs: Mapping[JobKey, Job | None] = field(default_factory=dict)
    models: ModelEvidence = field(default_factory=ModelEvidence)
    tokens: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    past: tuple[PastRun, ...] = ()
    unread: tuple[str, ...] = ()
    unsaved: frozenset[str] = frozenset()
    was_answered: bool = True
