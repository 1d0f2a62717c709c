"""The ways from the explorer to the rows of a stim or rollout, and from there to what made them."""

from __future__ import annotations

from textual import on, work

from breadtui.domain.names import JobKey, Phase, RepoName, TargetKey
from breadtui.store.state import AppState
from breadtui.ui.panes.bake_details import BakeDetails
from breadtui.ui.present.detail.details import detail_slice, rows_key_of
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.screens.detailing import Detailing

NOTHING = "choose a target, a stim, a rollout or a bake"


class RowsOpening(Detailing):
    """Opens the rows by key, from the data tab or by the word."""

    _glyphs: Glyphs = UNICODE

    @on(BakeDetails.ReadAsked)
    def _read_asked(self, event: BakeDetails.ReadAsked) -> None:
        self._open_rows(event.key, event.place)

    def action_rows(self) -> None:
        """Read the rows of the stage or target that the line of the details stands for, else of what is chosen."""
        line = self.details.chosen_line if self.details.has_focus else None
        goto = None if line is None else line.goto
        if isinstance(goto, JobKey) and goto.phase is not Phase.BAKE:
            self._open_rows(goto, 0)
        else:
            self.read_rows(f"{goto.repo}/{goto.name}" if isinstance(goto, TargetKey) else "")

    def read_rows(self, typed: str) -> None:
        """Read the rows that `[stim|rollout] [REPO/TARGET]` names, of what is chosen where that is not named."""
        try:
            key = rows_key_named(typed, self.bridge.state)
        except ValueError as problem:
            self.say(str(problem), is_problem=True)
        else:
            self._open_rows(key, 0)

    @work(group="output")
    async def _open_rows(self, key: JobKey, place: int) -> None:
        from breadtui.ui.screens.rows import RowsScreen  # noqa: PLC0415  when it is asked for

        if self.commands is None:
            return
        self.flush()
        # Only jobs of open repositories are followed, so that rows which come meanwhile are seen.
        if key.repo not in self.bridge.state.opened:
            await self.commands.open_repo(key.repo)
        screen = RowsScreen(self.bridge, self.commands, key, self._glyphs).start_at(place)
        wanted = await self.app.push_screen_wait(screen)
        if wanted is None:
            return
        self.go_along(wanted)


def rows_key_named(typed: str, state: AppState) -> JobKey:
    """The stim or rollout that is meant. Raises: ValueError with a sentence."""
    words = typed.split()
    phase = Phase(words.pop(0)) if words and words[0] in {Phase.STIM, Phase.ROLLOUT} else None
    if len(words) > 1 or (words and "/" not in words[0]):
        raise ValueError("rows of what: rows [stim|rollout] [REPO/TARGET]")
    if words:
        repo, _, name = words[0].partition("/")
        if not repo or not name:
            raise ValueError("rows of what: rows [stim|rollout] [REPO/TARGET]")
        begun = state.jobs.get(JobKey(RepoName(repo), Phase.ROLLOUT, name))
        has_answers = begun is not None and bool(begun.job.lines)
        return JobKey(RepoName(repo), phase or (Phase.ROLLOUT if has_answers else Phase.STIM), name)
    found = rows_key_of(detail_slice(state))
    if found is None:
        raise ValueError(NOTHING)
    return found if phase is None else JobKey(found.repo, phase, found.name)
