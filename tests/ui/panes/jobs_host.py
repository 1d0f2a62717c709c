"""The monitor alone in a program, and what it drew."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.names import JobKey, Phase
from breadtui.store.facts.state import SeenJob
from breadtui.store.views.subjects import SubjectFacts
from breadtui.ui.panes.job_table.pane import JobTable
from breadtui.ui.present.jobs.rows import JobsSlice
from tests.fakes.states import NOW, REPO, a_job, a_loss, a_seen


class Host(App[None]):
    def __init__(self, slice_: JobsSlice, now: datetime) -> None:
        super().__init__()
        self.slice, self.now = slice_, now
        self.picked: list[JobKey] = []
        self.drawn: list[str] = []
        self.dismissed: list[JobKey] = []
        self.refused: list[str] = []

    def compose(self) -> ComposeResult:
        yield JobTable(now=lambda: self.now, id="jobs")

    def on_mount(self) -> None:
        pane = self.jobs
        draw = pane.render_row_lines

        def counted(key: Any, index: int, width: int, *, selected: bool, focused: bool) -> Any:
            strips = draw(key, index, width, selected=selected, focused=focused)
            self.drawn += [strip.text for strip in strips]
            return strips

        pane.render_row_lines = counted  # type: ignore[method-assign]  # counts what is drawn
        pane.show(self.slice)
        pane.focus()

    @property
    def jobs(self) -> JobTable:
        return self.query_one(JobTable)

    def on_job_table_picked(self, message: JobTable.Picked) -> None:
        self.picked.append(message.what)

    def on_job_table_dismiss_asked(self, message: JobTable.DismissAsked) -> None:
        self.dismissed += message.keys

    def on_job_table_refused(self, message: JobTable.Refused) -> None:
        self.refused.append(message.reason)

    def lines(self) -> list[str]:
        return [self.jobs.render_line(y).text.rstrip() for y in range(self.jobs.size.height)]


def names(app: Host) -> list[str]:
    """The second word of each row: the job's name, or a block's."""
    return [line.split()[1] for line in app.lines()[app.jobs.header_rows :] if line.strip()]


def a_slice(*jobs: Job | SeenJob, metrics: Any = None, **parts: Any) -> JobsSlice:
    seen = [job if isinstance(job, SeenJob) else a_seen(job) for job in jobs]
    known = {one.job.key: one for one in seen}
    return JobsSlice(known, metrics or {}, {REPO: 1}, SubjectFacts(jobs=known))._replace(**parts)


@asynccontextmanager
async def running(
    slice_: JobsSlice, size: tuple[int, int] = (120, 12), now: datetime = NOW
) -> AsyncIterator[tuple[Host, Pilot[None]]]:
    app = Host(slice_, now)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


SEVERAL = (
    a_job("done_1", JobStatus.COMPLETE, loss=a_loss(2e-7)),
    a_job("run_1", progress_percent=46.0, loss=a_loss(1.4e-7)),
    a_job("failed_1", JobStatus.FAILED),
    a_job("wise", phase=Phase.ROLLOUT, lines=412, total_expected=1900),
)
