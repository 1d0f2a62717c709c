"""What a sweep's screen does beyond its sheet: files, and the bakes created and started."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.worker import Worker

from breadtui.domain.bulk import Outcome
from breadtui.domain.forms.places import merged
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey
from breadtui.domain.sweep.run import SweepRun
from breadtui.domain.sweep.sheet import Sheet
from breadtui.domain.sweep.table import NoSheet, read_csv, sheet_csv
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.present.clean import clean
from breadtui.ui.present.sweep.sentences import bakes_text, start_lines
from breadtui.ui.screens.asking.confirm import ConfirmScreen
from breadtui.ui.screens.base.writing import READ_ONLY
from breadtui.ui.screens.sweep.sheet import SheetDesk
from breadtui.ui.screens.transfer.exporting import write_new, write_over
from breadtui.ui.screens.transfer.file_paths import pasted_path, path_of

if TYPE_CHECKING:
    from breadtui.store.commands import Commands

MOST_CSV_BYTES = 1024 * 1024


class SweepDoing(Screen[None]):
    """Files and the service."""

    bridge: StoreBridge
    commands: Commands | None
    desk: SheetDesk

    def change(self, sheet: Sheet) -> None:
        """Take a changed sheet."""
        raise NotImplementedError

    def say(self, sentence: str) -> None:
        """A short word to the person about something that cannot be done."""
        self.app.notify(clean(sentence), severity="warning", markup=False)

    # -- files ----------------------------------------------------------------------------------------------------

    def write_csv(self, typed: str) -> None:
        """Write the sheet where it says; an existing file is asked about first."""
        if typed:
            _: Worker[None] = self.run_worker(
                partial(self._write_csv, path_of(typed)), group="sweep file", exclusive=True
            )

    async def _write_csv(self, path: Path) -> None:
        content = sheet_csv(self.desk.sheet).encode(errors="backslashreplace")
        try:
            try:
                write_new(path, content)
            except FileExistsError:
                question = ConfirmScreen("There is a file of that name", [str(path)], yes="Write over it")
                if not await self.app.push_screen_wait(question):
                    return
                write_over(path, content)
        except OSError as error:
            self.say(f"could not write {path}: {error.strerror or error}")
        else:
            self.app.notify(clean(f"written: {path}"), markup=False)

    def read_csv(self, typed: str) -> None:
        """Read a sheet from a file in place of this one, which `u` brings back."""
        if not typed:
            return
        path = pasted_path(typed)
        try:
            with path.open("rb") as file:
                content = file.read(MOST_CSV_BYTES + 1)
            if len(content) > MOST_CSV_BYTES:
                self.say(f"{path} is larger than 1 MB")
                return
            self.change(read_csv(content.decode("utf-8-sig"), self.desk.sheet))
        except OSError as error:
            self.say(f"could not read {path}: {error.strerror or error}")
        except UnicodeDecodeError:
            self.say(f"{path} is not UTF-8")
        except NoSheet as problem:
            self.say(f"{path.name}: {problem}")

    # -- the service ----------------------------------------------------------------------------------------------

    async def create_all(self) -> None:
        """Create what is not there yet, after a question; then offer to start all."""
        commands, before = self.commands, self.bridge.state.sweep
        if (reason := self._why_not_create(before)) or commands is None:
            self.say(reason or "not connected yet")
            return
        run = self.desk.run(before)
        count = len(run.waiting)
        if count:
            base = run.base
            lines = [
                f"From {base.name}, in {base.repo}. Nothing is started yet.",
                "An equal bake that is there counts as created; another one of the same name is not overwritten.",
            ]
            if not await self.app.push_screen_wait(ConfirmScreen(f"Create {bakes_text(count)}?", lines, yes="create")):
                return
            worker: Worker[None] = self.app.run_worker(partial(commands.sweeps.create_sweep, run), group="write")
            await worker.wait()
        after = self.bridge.state.sweep
        if after is not None and after.created and not after.count(Outcome.FAILED):
            await self.offer_starts()

    def _why_not_create(self, before: SweepRun | None) -> str:
        if self.commands is None:
            return "not connected yet"
        if self.commands.is_read_only:
            return READ_ONLY
        if before is not None and before.is_running:
            return "bakes are being created"
        if not self.desk.sheet.rows:
            return "there is no bake in the sheet: n adds one"
        if (found := self.desk.first_fault()) is not None:
            row, fault = found
            return f"{self.desk.sheet.rows[row].name or f'row {row + 1}'}: {fault.sentence}"
        return ""

    async def offer_starts(self) -> None:
        """One question for all that were created and do not run; the default is No."""
        commands, run = self.commands, self.bridge.state.sweep
        if commands is None or commands.is_read_only:
            self.say(READ_ONLY if commands is not None else "not connected yet")
            return
        if run is None or run.base != self.desk.sheet.base or not run.created:
            self.say("nothing was created yet: ctrl+s creates")
            return
        fresh = [key for key in run.created if self._is_fresh(key)]
        if not fresh:
            self.say("all of them run or ended already")
            return
        configs = [
            merged(self.desk.sheet.config, line.overrides) for line in run.lines if run.key_of(line.name) in fresh
        ]
        lines = start_lines(run, configs, len(run.created) - len(fresh))
        if await self.app.push_screen_wait(ConfirmScreen(f"Start {bakes_text(len(fresh))}?", lines, yes="start them")):
            _: Worker[None] = self.app.run_worker(partial(commands.sweeps.start_all, fresh), group="write")

    def _is_fresh(self, key: JobKey) -> bool:
        """Nothing shows that it was ever started; the tree calls such a bake pending."""
        state = self.bridge.state
        seen = state.jobs.get(key)
        if seen is None:
            return key not in state.starting
        is_idle = seen.job.status in {JobStatus.NOT_STARTED, JobStatus.PENDING, JobStatus.UNKNOWN}
        return is_idle and seen.job.job_id is None and seen.started_at is None and key not in state.starting
