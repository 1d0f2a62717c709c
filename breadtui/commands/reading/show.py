"""`breadtui show`: one job as the service knows it now."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TextIO

from breadtui.commands.outcome.job_json import job_to_json, place_of, progress_words
from breadtui.commands.outcome.writing import put_columns, put_json, put_line
from breadtui.config.settings import Settings
from breadtui.domain.jobs import Job
from breadtui.domain.names import JobKey
from breadtui.store.ports.service import BreadApi
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Arguments:
    """Which job, and in which form: text, json or markdown (of bakes only)."""

    key: JobKey
    form: str = "text"


async def run(api: BreadApi, _settings: Settings, args: Arguments, out: TextIO) -> int:
    """Write the job; 0 whatever its status. Raises: BreadError."""
    job = await api.job(args.key)
    if args.form == "markdown":
        from breadtui.commands.reading.bake_page import bake_page

        out.write(await bake_page(api, job))
        out.flush()
        return 0
    if args.form == "json":
        put_json(out, job_to_json(job))
        return 0
    put_columns(out, list(_facts(job)))
    if job.config:
        put_line(out, "")
        for line in json.dumps(job.config, indent=2).splitlines():
            put_line(out, line)
    return 0


def _facts(job: Job) -> Iterator[tuple[str, str]]:
    yield job.key.phase.value, place_of(job.key)
    is_same_word = job.status_text in {"", job.status.value}
    yield "status", job.status.value if is_same_word else f"{job.status.value} ({job.status_text})"
    if words := progress_words(job):
        yield "progress", words
    if job.error:
        yield "error", job.error
    for name in job.model_names:
        yield "model", name
