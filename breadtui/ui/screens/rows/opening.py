"""The ways from the explorer to the rows of a stim or rollout, and from there to what made them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work

from breadtui.domain.names import JobKey, Phase, PromptKey, RepoName, TargetKey
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import AppState
from breadtui.ui.panes.bake_details import BakeDetails
from breadtui.ui.present.detail.details import detail_slice, rows_key_of
from breadtui.ui.screens.base.detailing import Detailing

if TYPE_CHECKING:
    from breadtui.ui.present.rows.options import RowsOption

WORDS = ("rows ", "output ")
ROWS_OF = (Phase.STIM.value, Phase.ROLLOUT.value)
NOTHING = "choose a target, a stim, a rollout or a bake"


class RowsOpening(Detailing):
    """Opens the rows by key, from the data tab or by the word."""

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
        """Read the rows that `[stim|rollout] [REPO/TARGET]` names, of what is chosen where that is not named.

        A bake that learns from several targets asks whose.
        """
        if not typed and len(options := self._rows_options()) > 1:
            self._ask_whose(options)
            return
        try:
            key = rows_key_named(typed, self.bridge.state)
        except ValueError as problem:
            self.say(str(problem), is_problem=True)
        else:
            self._open_rows(key, 0)

    def _rows_options(self) -> tuple[RowsOption, ...]:
        from breadtui.ui.present.rows.options import rows_options  # noqa: PLC0415  when it is asked for

        state = self.bridge.state
        return rows_options(detail_slice(state), state)

    @work(group="answer")
    async def _ask_whose(self, options: tuple[RowsOption, ...]) -> None:
        from breadtui.ui.screens.rows.menu import RowsMenuScreen  # noqa: PLC0415  when it is asked for

        chosen = self.bridge.state.chosen
        name = chosen.name if isinstance(chosen, JobKey) else ""
        option = await self.app.push_screen_wait(RowsMenuScreen(name, options))
        if option is not None:
            self._open_rows(option.key, 0)

    def complete_rows(self, text: str) -> tuple[str, ...]:
        """How a line that begins with the word for rows may go on: a stage, then targets of the open repositories."""
        return rows_ends(text, self.bridge.state) if text.startswith(WORDS) else ()

    @work(group="output")
    async def _open_rows(self, key: JobKey, place: int) -> None:
        from breadtui.ui.screens.rows.screen import RowsScreen  # noqa: PLC0415  when it is asked for

        if self.commands is None:
            return
        self.flush()
        # Only jobs of open repositories are followed, so that rows which come meanwhile are seen.
        if key.repo not in self.bridge.state.opened:
            await self.commands.open_repo(key.repo)
        screen = RowsScreen(self.bridge, self.commands, key, self.glyphs).start_at(place)
        wanted = await self.app.push_screen_wait(screen)
        if wanted is None:
            return
        self.go_along(wanted)


def rows_ends(text: str, state: AppState) -> tuple[str, ...]:
    """Whole lines that the beginning of one about rows may become; what is chosen stands first."""
    word, _, rest = text.partition(" ")
    stage, blank, path = rest.partition(" ")
    if not blank or stage not in ROWS_OF:
        stage, path = "", rest
    head = f"{word} {stage} " if stage else f"{word} "
    chosen = state.chosen
    near = chosen.repo if isinstance(chosen, (JobKey, TargetKey, PromptKey)) else chosen
    repos = sorted(state.contents, key=lambda repo: (repo != near, repo))
    targets = [f"{repo}/{target}" for repo in repos for target in _targets_of(state, repo)]
    stages = () if stage else ROWS_OF
    return tuple(head + end for end in (*stages, *targets) if end.startswith(path) and end != path)


def _targets_of(state: AppState, repo: RepoName) -> tuple[str, ...]:
    """The targets of a repository as far as known."""
    contents = value_of(state.contents.get(repo, NOT_ASKED))
    return () if contents is None else tuple(map(str, contents.targets))


def rows_key_named(typed: str, state: AppState) -> JobKey:
    """The stim or rollout that is meant. Raises: ValueError with a sentence."""
    words = typed.split()
    phase = Phase(words.pop(0)) if words and words[0] in ROWS_OF else None
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
