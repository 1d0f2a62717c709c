"""What people look at, turned into commands: a newer wish cancels the older, and nothing is written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from textual import on, work
from textual.worker import Worker

from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase, PromptKey, RepoName, parse_model_path
from breadtui.store.facts.remote import value_of
from breadtui.store.facts.standing import standing_of
from breadtui.store.facts.state import AppState, Choice
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.door import Rooms
from breadtui.ui.panes.bake_details import BakeDetails
from breadtui.ui.panes.job_table.pane import JobTable
from breadtui.ui.panes.metric_plot import MetricPlot
from breadtui.ui.panes.prompt_text.pane import PromptText
from breadtui.ui.panes.repo_tree.pane import RepoTree
from breadtui.ui.panes.stage_chart import StageChart
from breadtui.ui.present.glyphs import UNICODE
from breadtui.ui.present.tree.keys import TreeKey, choice_of
from breadtui.ui.screens.base.fresh import Fresh
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.base.saying import Saying
from breadtui.ui.screens.base.trail import Spot, Trail, spot_at
from breadtui.ui.screens.words.going import places_named

if TYPE_CHECKING:
    from breadtui.store.commands import Commands

Wish: TypeAlias = Callable[[], Coroutine[Any, Any, None]]
"""A command with what it is about, begun only when its turn comes: one that is given up before is no coroutine."""

REPOS_OPENED_AT_START = 4
"""Each open repository costs a call now and then, so an account with hundreds opens the first few only."""


class Reading(Saying[None]):
    """Opening, choosing, refreshing. `rooms` is None until the cockpit is connected."""

    repos = Fresh(RepoTree)
    details = Fresh(BakeDetails)
    editor = Fresh(PromptText)
    jobs = Fresh(JobTable)
    plot = Fresh(MetricPlot)
    stage = Fresh(StageChart)
    glyphs = UNICODE

    def __init__(self, bridge: StoreBridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.rooms: Rooms | None = None
        self._has_chosen = False
        self._told_uses: set[PromptKey] = set()
        self._trail = Trail()

    @property
    def commands(self) -> Commands | None:
        """What can be asked for; None before the cockpit is connected."""
        return None if self.rooms is None else self.rooms.commands

    def show_pane(self, pane: Pane) -> None:
        """Bring a pane to the front and give it the focus."""
        raise NotImplementedError

    def ask_line(self, text: str) -> None:
        """Open the command line with the beginning of a command."""
        raise NotImplementedError

    def run_line(self, line: str) -> None:
        """Do what a line says, or say what is wrong with it."""
        raise NotImplementedError

    def ask(self, wish: Wish, group: str) -> None:
        """Read something; a newer wish of the group cancels the older. Then the poller looks at what became due."""
        _: Worker[None] = self.run_worker(partial(self._then_wake, wish), group=group, exclusive=True)

    async def _then_wake(self, wish: Wish) -> None:
        await wish()
        if self.rooms is not None:
            self.rooms.poller.wake()

    # -- opening --------------------------------------------------------------------------------------------------

    @work(group="begin")
    async def begin(self, wanted: RepoName | JobKey | None) -> None:
        """Load what there is, open what was asked for or the first few, and show something alive."""
        commands = self.commands
        if commands is None:
            return
        await commands.restore_drafts()
        await commands.restore_labels()
        await commands.restore_target_drafts()
        wanted_repo = wanted.repo if isinstance(wanted, JobKey) else wanted
        await commands.restore_last_known(wanted_repo, REPOS_OPENED_AT_START)
        await commands.load_repos()
        self.ask(partial(self._see_folder, commands), group="bgit")
        if wanted is None:
            await self._listed()
            wanted = await commands.bgit_repo()
        repos = value_of(self.bridge.state.repos) or ()
        first = [repo.name for repo in repos[:REPOS_OPENED_AT_START]]
        if wanted is not None:
            first = [wanted.repo if isinstance(wanted, JobKey) else wanted]
        await asyncio.gather(*(commands.open_repo(name) for name in first))
        if self.rooms is not None:
            self.rooms.poller.wake()
        if not self._has_chosen and (what := _called(self.bridge.state, wanted) or liveliest(self.bridge.state)):
            self.repos.reveal(what)
            self.choose(what)

    async def _see_folder(self, commands: Commands) -> None:
        await commands.see_bgit(is_first=True)

    async def _listed(self) -> None:
        """Wait for the list of repositories: where the service was away, the poller asks again until it comes."""
        listed = asyncio.Event()
        self.bridge.follow(self, _has_repos, lambda has_repos: listed.set() if has_repos else None)
        await listed.wait()

    def open_repo(self, repo: RepoName) -> None:
        """Open a repository; several may be on their way at once."""
        if self.commands is not None:
            self.ask(partial(self.commands.open_repo, repo), group=f"open {repo}")

    def close_repo(self, repo: RepoName) -> None:
        """Ask nothing about a repository any more."""
        if self.commands is not None:
            self.commands.close_repo(repo)

    # -- choosing -------------------------------------------------------------------------------------------------

    @on(JobTable.Hovered)
    def _job_hovered(self, event: JobTable.Hovered) -> None:
        if event.what != self.bridge.state.chosen:
            self.choose(event.what, is_step=True)
            self.repos.reveal(event.what)

    @on(JobTable.Picked)
    def _job_picked(self, event: JobTable.Picked) -> None:
        self.go_into(event.what)

    def go_into(self, what: Choice) -> None:
        """Look at something where it stands in the tree, with the details in front."""
        self.choose(what)
        self.repos.reveal(what)
        self.show_pane(Pane.DETAIL)

    def choose(self, what: Choice, checkpoint: int | None = None, *, is_step: bool = False) -> None:
        """Look at something, or at one training step of a bake; the wish before it is given up.

        `is_step` where a cursor came to rest on it: only jumps can be taken back.
        """
        self._has_chosen = True
        spot = Spot(what, checkpoint)
        self._trail = self._trail.stepped(spot) if is_step else self._trail.jumped(spot)
        self.flush()
        if self.commands is not None:
            self.ask(partial(self.commands.choose, what, checkpoint), group="choose")

    def action_last_view(self) -> None:
        """Back to what was looked at before the last jump; again, to and fro. The focus stays in its pane."""
        row = self.repos.cursor_key
        now = self._trail.here if row is None or choice_of(row) is not None else spot_at(row, self._trail.here)
        trail = self._trail.back(now)
        if (spot := trail.here) is None or spot == now:
            self.say("nothing else was gone to yet")
            return
        self.choose(spot.what, spot.checkpoint)
        self._trail = trail
        if spot.row is None:
            self.repos.reveal(spot.what, spot.checkpoint)
        else:
            self.repos.reveal_row(spot.row)

    def leave(self, row: TreeKey) -> None:
        """The tree's cursor leapt away from this row: there is a way back to it."""
        self._trail = self._trail.left(spot_at(row, self._trail.here))

    def flush(self) -> None:
        """Make a draft at once of what is half typed in the editor."""
        if (edited := self.editor.flush()) is not None:
            self.take_edited(edited)

    def take_edited(self, edited: PromptText.Edited) -> None:
        """Make a draft of what was typed, and ask once what uses its prompt, also of a draft of the last run."""
        if self.commands is None:
            return
        self.commands.change_draft(edited.key, edited.prompt, edited.begun_from)
        if edited.key not in self._told_uses:
            self._told_uses.add(edited.key)
            self.read_uses(edited.key.repo)

    def read_uses(self, repo: RepoName) -> None:
        """Read the targets that nobody read yet, so that what uses a prompt is said while it is written."""
        if self.commands is not None:
            _: Worker[None] = self.app.run_worker(partial(self.commands.load_unread_targets, repo), group="uses")

    # -- refreshing and copying -----------------------------------------------------------------------------------

    def action_refresh(self) -> None:
        """Ask again about what is chosen."""
        self.refresh_facts(self.bridge.state.chosen)

    def action_refresh_all(self) -> None:
        """Ask again about everything that is open."""
        self.refresh_facts(None)

    def refresh_facts(self, what: Choice | None) -> None:
        """Ask the service again; what was asked a moment ago is not asked twice, and its answer is still wanted."""
        if self.commands is not None:
            wish = partial(self.commands.refresh, what)
            _: Worker[None] = self.run_worker(partial(self._then_wake, wish), group="refresh")

    @on(MetricPlot.Copied)
    def _readout_copied(self, event: MetricPlot.Copied) -> None:
        self.copy(event.text)

    def action_copy_id(self) -> None:
        """Copy what the line under the cursor stands for, else a bake's newest model path, or a name."""
        line = self.details.copied if self.details.has_focus else ""
        if (text := line or self._id_of_chosen()) is not None:
            self.copy(text)

    def copy(self, text: str) -> None:
        """Copy exactly this text; the app says which way it went."""
        self.app.copy_to_clipboard(text)

    def _id_of_chosen(self) -> str | None:
        chosen = self.bridge.state.chosen
        if chosen is None or isinstance(chosen, str):
            return chosen
        if isinstance(chosen, JobKey):
            seen = self.bridge.state.jobs.get(chosen)
            if seen is not None and seen.job.model_names:
                return path_at(seen.job.model_names, self.bridge.state.checkpoint)
        return f"{chosen.repo}/{chosen.name}"


def path_at(paths: tuple[str, ...], checkpoint: int | None) -> str:
    """The model path of a training step, or the newest path where that is not asked for or not among them."""
    found = (path for path in paths if (model := parse_model_path(path)) and model.checkpoint == checkpoint)
    return next(found, paths[0])


def _called(state: AppState, wanted: RepoName | JobKey | None) -> Choice | None:
    """What was asked for by its name: a bake, or what else the repository calls so; None where nothing was."""
    if not isinstance(wanted, JobKey):
        return wanted
    places = places_named(state, f"{wanted.repo}/{wanted.name}")
    return places[0].what if places else wanted


def liveliest(state: AppState) -> Choice | None:
    """A running bake if there is one, else one that waits, else the first repository.

    The first by the order of repositories wins: the order in which they answered would put people somewhere else at
    every start. What a tree calls pending may never have been started: source, the API contract, open questions.
    """
    places = {repo: place for place, repo in enumerate(state.opened)}
    active = [key for key in standing_of(state.jobs).active if key.phase is Phase.BAKE and key.repo in places]
    if active:
        return min(active, key=lambda key: (state.jobs[key].job.status is JobStatus.PENDING, places[key.repo]))
    return next(iter(state.opened), None)


def _has_repos(state: AppState) -> bool:
    """The account has a repository that we know of."""
    repos = value_of(state.repos)
    return bool(repos)
