"""Which settled jobs a person is done with, until they run again; and how that is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.store.facts.state import SeenJob

DISMISSED_FACT = "dismissed"
"""The fact under which the journal keeps what a person is done with."""

CELLS = 4
Dismissals: TypeAlias = Mapping[JobKey, int | None]


def is_over(seen: SeenJob) -> bool:
    """It settled or is gone: a person may be done with it."""
    return seen.is_gone or seen.job.is_settled


def is_dismissed(dismissed: Dismissals, seen: SeenJob) -> bool:
    """A person is done with this run; a later one of the same job is listed again."""
    if seen.job.key not in dismissed or not is_over(seen):
        return False
    run = dismissed[seen.job.key]
    return run is None or seen.run_id is None or run == seen.run_id


def dismissals_changed(before: Dismissals, after: Dismissals, kept: Json) -> Json:
    """Dismissals as they are kept, after one window changed its own from `before` to `after`; the others' stay."""
    merged = {key: run for key, run in dismissals_from(kept).items() if key in after or key not in before}
    mine = {key: run for key, run in after.items() if key not in before or before[key] != run}
    return dismissals_json({**merged, **mine})


def dismissals_json(dismissed: Dismissals) -> Json:
    """Dismissals as the journal keeps them."""
    return [[key.repo, key.phase.value, key.name, run] for key, run in dismissed.items()]


def dismissals_from(fact: Json) -> dict[JobKey, int | None]:
    """Dismissals as the journal kept them; what cannot be read is left out."""
    found: dict[JobKey, int | None] = {}
    for entry in fact if isinstance(fact, Sequence) and not isinstance(fact, str) else ():
        if not isinstance(entry, Sequence) or isinstance(entry, str) or len(entry) != CELLS:
            continue
        repo, phase, name, run = entry
        is_named = isinstance(repo, str) and isinstance(name, str) and isinstance(phase, str) and phase in set(Phase)
        if is_named and (run is None or (isinstance(run, int) and not isinstance(run, bool))):
            found[JobKey(RepoName(str(repo)), Phase(str(phase)), str(name))] = run
    return found
