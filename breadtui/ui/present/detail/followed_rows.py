"""Which job's output the data tab follows."""

from __future__ import annotations

from breadtui.ui.present.detail.details import DetailSlice, rows_key_of
from breadtui.ui.present.detail.output_rows import OutputRows


def followed_rows(facts: DetailSlice, before: OutputRows | None, *, is_looked_at: bool) -> OutputRows | None:
    """The rows to show for a choice, those read `before` kept where they still belong to it.

    While rows are looked at, a later stage of the same choice that begins does not push them away.
    """
    key = rows_key_of(facts)
    if key is None:
        return None
    jobs = [seen.job for seen in (facts.job, *facts.stages) if seen is not None]
    is_of_choice = before is not None and any(job.key == before.key for job in jobs)
    output = (
        before if before is not None and (before.key == key or (is_looked_at and is_of_choice)) else OutputRows(key)
    )
    for job in jobs:
        if job.key == output.key:
            output.expect(job.lines or 0)
    return output
