"""What is known around a bake that is being written: its targets, names that are taken, models there are."""

from __future__ import annotations

from collections.abc import Container, Mapping

from breadtui.domain.baking.draft import BakeDraft, entries_of
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.preflight.estimates import effective_batch, steps_expected
from breadtui.values import dataclass, field


@dataclass(frozen=True, slots=True)
class KnownTarget:
    """One target: its configuration and its rollout as last seen, None where nobody looked yet."""

    config: JsonObject | None = None
    rollout: Job | None = None

    @property
    def rows(self) -> int | None:
        """Rows of its rollout so far; None where that is not known, 0 where it has not begun."""
        if self.rollout is None:
            return None
        return 0 if self.rollout.status is JobStatus.NOT_STARTED else self.rollout.lines

    @property
    def model_name(self) -> str:
        """Who answers in its rollout; empty where that is not known."""
        name = (self.config or {}).get("model_name")
        return name if isinstance(name, str) else ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known around a bake; None where it is not known.

    `names` are the repository's targets, `bakes` its bakes, `models` every path that can be gone on from in an
    open repository, `repos` those that are open: of others no path can be judged.
    """

    base_model: str = ""
    names: Container[str] | None = None
    targets: Mapping[str, KnownTarget] = field(default_factory=dict)
    bakes: Container[str] | None = None
    models: Container[str] | None = None
    repos: Container[str] = ()

    def target(self, name: str) -> KnownTarget:
        """What is known of a target."""
        return self.targets.get(name, KnownTarget())


@dataclass(frozen=True, slots=True)
class Prospect:
    """What would come of it, by rule: rows, rows a step, steps, whether some rows are still missing or unknown.

    `is_given` where the number of rows was written by hand.
    """

    rows: int | None
    effective_batch: int
    steps: int | None
    epochs: float | None = None
    is_given: bool = False
    is_partial: bool = False


def prospect(draft: BakeDraft, below: JsonObject, known: Known) -> Prospect:
    """The estimate. Source: the API contract, lineage: steps are rows by effective batch, for every epoch."""
    config = draft.resolved(below)
    written = draft.given.get("total_trajectories")
    is_given = isinstance(written, int) and not isinstance(written, bool)
    counts = [known.target(entry.target).rows for entry in entries_of(config)]
    there = [count for count in counts if count is not None]
    rows = written if isinstance(written, int) and is_given else sum(there) if there else None
    is_partial = not is_given and (
        len(there) < len(counts) or any(not _is_complete(known.target(entry.target)) for entry in entries_of(config))
    )
    epochs = config.get("epochs")
    return Prospect(
        rows,
        effective_batch(config),
        steps_expected(config, rows),
        float(epochs) if isinstance(epochs, (int, float)) and not isinstance(epochs, bool) else None,
        is_given=is_given,
        is_partial=is_partial,
    )


def _is_complete(target: KnownTarget) -> bool:
    return target.rollout is not None and target.rollout.status is JobStatus.COMPLETE
