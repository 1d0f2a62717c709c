"""The program on facts that never change: no service, no clock, one time zone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, nan
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from breadtui.domain.errors import Unreachable
from breadtui.domain.jobs import Job, JobStatus, LossSummary
from breadtui.domain.metric.record import series_of_rows
from breadtui.domain.names import Phase
from breadtui.domain.sightings import JobSighting
from breadtui.domain.stage_series import stage_series
from breadtui.store.facts.remote import Failed, Loading, Ready
from breadtui.store.facts.state import AppState, Notice, Severity
from breadtui.store.store import Store
from breadtui.ui.app import BreadApp
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.door import Rooms
from breadtui.ui.panes.status_line import HeaderLine
from breadtui.ui.present.detail.details import Tab
from breadtui.ui.screens.asking.conflict import ConflictScreen
from breadtui.ui.screens.explorer.screen import ExplorerScreen
from breadtui.ui.screens.looking.past import UndoScreen
from breadtui.values import replace
from tests.fakes.states import (
    NOW,
    a_draft,
    a_job,
    a_key,
    a_prompt,
    a_prompt_key,
    a_seen,
    a_state,
    a_tree,
    after,
)
from tests.ui.look import (
    bake_scenes,
    board_scenes,
    chart_scenes,
    chat_scenes,
    doctor_scenes,
    download_scenes,
    journal_scenes,
    labels_scenes,
    making_scenes,
    many_scenes,
    rows_scenes,
    sides_scenes,
    starting_scenes,
    studio_scenes,
    target_scenes,
    transcript_scenes,
    travel_scenes,
)
from tests.ui.look.lineage_scenes import descended
from tests.ui.look.studio_scenes import MINE, THEIRS
from tests.ui.screens.board_host import board_state
from tests.ui.screens.board_of_eight import eight_state
from tests.ui.waiting import until

BAKES = {
    "coder_v1": JobStatus.COMPLETE,
    "coder_v2": JobStatus.COMPLETE,
    "coder_v3": JobStatus.FAILED,
    "coder_v4": JobStatus.RUNNING,
    "coder_v5": JobStatus.NOT_STARTED,
}
EDGES = (("coder_v2", "coder_v1"), ("coder_v3", "coder_v2"), ("coder_v4", "coder_v2"), ("coder_v5", "coder_v4"))
CONFIG: dict[str, Any] = {"datasets": [{"target": "wise", "weight": 1.0}], "epochs": 3}


class StillDoor:
    """A door behind which nothing comes."""

    is_read_only = False
    secrets: Sequence[str] = ()
    key_places = "A good key is kept in ~/.config/breadtui, readable by you alone."

    def __init__(self, *, has_key: bool = True) -> None:
        self.has_key = has_key

    async def enter(self) -> Rooms:
        """Wait for ever."""
        await asyncio.Event().wait()
        raise AssertionError

    async def enter_with_key(self, text: str) -> Rooms:
        """Wait for ever."""
        return await self.enter()

    async def replace_key(self, text: str) -> None:
        """Wait for ever."""
        await self.enter()

    async def enter_demo(self) -> Rooms:
        """Wait for ever."""
        return await self.enter()

    def save_drafts(self) -> bool:
        """There is nothing to save."""
        return True

    async def close(self) -> None:
        """There is nothing to close."""


def everyday() -> AppState:
    """A repository with a running bake that is chosen, one that failed and some that are done."""
    jobs: list[Job] = [
        a_job("coder_v4", progress_percent=46.0, loss=LossSummary(1.74e-7, None, 1.61e-7, 1.9e-6), job_id=4711),
        a_job("coder_v3", JobStatus.FAILED, error="CUDA out of memory. Tried to allocate 2.50 GiB."),
        a_job("wise", JobStatus.COMPLETE, phase=Phase.STIM, lines=100),
        a_job("wise", JobStatus.COMPLETE, phase=Phase.ROLLOUT, lines=1900),
        a_job("next", JobStatus.RUNNING, phase=Phase.ROLLOUT, lines=413),
    ]
    state = a_state(
        a_tree(BAKES, EDGES, configs=dict.fromkeys(BAKES, CONFIG)),
        jobs,
        prompts=(THEIRS, a_prompt("", name="student")),
        targets=("wise", "next"),
        notices=(Notice(1, NOW, Severity.ERROR, "coder_v3 failed: CUDA out of memory.", a_key("coder_v3")),),
        notice_count=1,
        chosen=a_key("coder_v4"),
    )
    log = series_of_rows(
        {"iter": step, "loss": 1.31e-7 + 1.6e-6 * exp(-step / 40), "lr": 9.1e-4, "step_time": 8.7, "epoch": 1}
        for step in range(1, 169)
    )
    jobs_seen = {**state.jobs, a_key("coder_v3"): a_seen(jobs[1], after(-600))}
    return replace(state, metrics={a_key("coder_v4"): Ready(log, NOW)}, jobs=jobs_seen)


def editing() -> AppState:
    """A prompt with an unsaved text."""
    return replace(everyday(), chosen=a_prompt_key(), drafts={a_prompt_key(): a_draft(MINE, THEIRS)})


def used() -> AppState:
    """The same, and the targets that name it are known."""
    return studio_scenes.with_uses(editing())


def empty() -> AppState:
    """An account without repositories."""
    return AppState(repos=Ready((), NOW))


def loading() -> AppState:
    """Nothing has answered yet."""
    return AppState(repos=Loading())


def failed() -> AppState:
    """The service cannot be reached."""
    return AppState(repos=Failed(Unreachable("connection refused"), NOW))


@dataclass(frozen=True)
class Scene:
    """Facts, keys pressed, what is opened by hand, and how a stage that is chosen was seen."""

    state: Callable[[], AppState]
    keys: tuple[str, ...] = ()
    tab: Tab | None = None
    opened: Callable[[Store, StoreBridge], Screen[Any]] | None = None
    has_key: bool = True
    looks: tuple[JobSighting, ...] = ()


SCENES = {
    "explorer": Scene(everyday),
    "plot": Scene(everyday, ("4",)),
    "plot-busy": Scene(lambda: chart_scenes.busy(everyday()), ("4", "shift+left", "shift+left", "o")),
    "plot-empty": Scene(lambda: chart_scenes.logged(everyday()), ("4",)),
    "plot-loading": Scene(lambda: chart_scenes.reading(everyday()), ("4",)),
    "plot-failed": Scene(lambda: chart_scenes.unread(everyday()), ("4",)),
    "plot-stale": Scene(lambda: chart_scenes.stale(everyday()), ("4",)),
    "plot-single": Scene(lambda: chart_scenes.logged(everyday(), 3.1e-7), ("4",)),
    "plot-constant": Scene(lambda: chart_scenes.logged(everyday(), *[5e-7] * 60), ("4",)),
    "plot-nan": Scene(lambda: chart_scenes.logged(everyday(), *[nan] * 60), ("4",)),
    "stage": Scene(chart_scenes.rolling_out, ("4", "shift+left"), looks=chart_scenes.looks()),
    "stage-left": Scene(chart_scenes.rolling_out, ("4", "m"), looks=chart_scenes.looks()),
    "stage-unseen": Scene(chart_scenes.rolling_out, ("4",)),
    "charts": Scene(lambda: chart_scenes.busy(everyday()), ("shift+left", "j"), opened=chart_scenes.charts),
    "charts-alone": Scene(
        lambda: chart_scenes.busy(everyday()), ("x", "x", "L", "plus", "enter"), opened=chart_scenes.charts
    ),
    "charts-ascii": Scene(lambda: chart_scenes.busy(everyday()), ("home",), opened=chart_scenes.charts_ascii),
    "charts-empty": Scene(lambda: chart_scenes.logged(everyday()), opened=chart_scenes.charts),
    "watch": Scene(lambda: chart_scenes.busy(everyday()), ("shift+left", "L"), opened=chart_scenes.watched),
    "watch-failed": Scene(lambda: chart_scenes.unread(everyday()), opened=chart_scenes.watched),
    "metric-picker": Scene(lambda: chart_scenes.busy(everyday()), ("m", "tab", "t"), opened=chart_scenes.charts),
    "jobs": Scene(everyday, ("3",)),
    "details": Scene(everyday, ("2",)),
    "editor": Scene(editing, ("2",)),
    "parts": Scene(lambda: sides_scenes.with_parts(everyday()), ("2", "tab")),
    "sides": Scene(lambda: sides_scenes.with_sides(everyday()), opened=sides_scenes.sides),
    "conflict": Scene(used, opened=studio_scenes.conflict),
    "raw": Scene(editing, opened=studio_scenes.raw),
    "history": Scene(everyday, opened=studio_scenes.history),
    "history-diff": Scene(everyday, ("j", "d"), opened=studio_scenes.history),
    "undo": Scene(used, opened=studio_scenes.undoing),
    "used-by": Scene(used, opened=studio_scenes.replacing),
    "uses": Scene(used, opened=studio_scenes.uses),
    "target-form": Scene(everyday, opened=target_scenes.form),
    "target-model": Scene(everyday, ("j", "j", "j", "j", "enter"), opened=target_scenes.form),
    "target-made": Scene(everyday, opened=target_scenes.created),
    "target-taken": Scene(everyday, opened=target_scenes.taken),
    "bake-form": Scene(lambda: bake_scenes.with_rows(everyday()), opened=bake_scenes.form),
    "bake-targets": Scene(lambda: bake_scenes.with_rows(everyday()), ("n",), opened=bake_scenes.form),
    "bake-made": Scene(everyday, opened=bake_scenes.created),
    "bake-taken": Scene(everyday, opened=bake_scenes.taken),
    "events": Scene(everyday, opened=journal_scenes.events),
    "events-filtered": Scene(everyday, ("slash", *"by", "colon", *"elsewhere"), opened=journal_scenes.events),
    "digest": Scene(everyday, opened=journal_scenes.digest),
    "labels": Scene(lambda: labels_scenes.labelled(everyday()), ("2",)),
    "labels-hidden": Scene(lambda: labels_scenes.labelled(everyday(), are_hidden_shown=True), ("1", "z")),
    "travel": Scene(everyday, opened=travel_scenes.watched),
    "travel-gap": Scene(everyday, opened=travel_scenes.unwatched),
    "calls": Scene(lambda: transcript_scenes.called(everyday()), ("@",)),
    "call": Scene(lambda: transcript_scenes.called(everyday()), opened=transcript_scenes.one_call),
    "alarms": Scene(lambda: doctor_scenes.alarmed(everyday())),
    "downloads": Scene(lambda: download_scenes.downloading(everyday()), opened=download_scenes.downloads),
    "downloads-none": Scene(everyday, opened=download_scenes.downloads),
    "doctor": Scene(lambda: doctor_scenes.alarmed(everyday()), opened=doctor_scenes.doctor),
    "board": Scene(board_state, ("left", "j"), opened=board_scenes.board),
    "board-descent": Scene(board_state, ("x", "x", "x", "x"), opened=board_scenes.board),
    "board-config": Scene(board_state, ("]",), opened=board_scenes.board),
    "board-prompts": Scene(board_state, ("]", "]"), opened=board_scenes.board),
    "board-answers": Scene(board_state, ("]", "]", "]"), opened=board_scenes.board),
    "board-ascii": Scene(board_state, opened=board_scenes.board_ascii),
    "board-eight": Scene(eight_state, ("home", "shift+right", "j", "j"), opened=board_scenes.board_of_eight),
    "board-eight-ascii": Scene(eight_state, ("end", "j", "j", "j"), opened=board_scenes.board_of_eight_ascii),
    "sign-in": Scene(AppState, has_key=False),
    "tree": Scene(descended, ("1", "z", "C", "space", "down", "space")),
    "lineage-graph": Scene(descended, ("1", "z", "t")),
    "focus": Scene(descended, ("1", "full_stop")),
    "jumps": Scene(descended, ("1", "f")),
    "bake": Scene(descended, ("2", "z")),
    "config": Scene(descended, ("2", "z"), tab=Tab.CONFIG),
    "taught": Scene(descended, ("2", "z"), tab=Tab.PROMPTS),
    "dependencies": Scene(descended, ("2", "z"), tab=Tab.GRAPH),
    "plan": Scene(descended, ("2", "z"), tab=Tab.PLAN),
    "blame": Scene(descended, ("2", "z"), tab=Tab.BLAME),
    "diff": Scene(descended, ("1", "d")),
    "copy": Scene(descended, ("1", "Y")),
    "filtered": Scene(
        descended, ("1", "slash", *"under", "colon", *"coder", "underscore", *"v2", "space", *"loss", "<")
    ),
    "actions": Scene(descended, ("1", "a")),
    "start": Scene(everyday, opened=starting_scenes.ways),
    "preflight-green": Scene(everyday, opened=starting_scenes.green()),
    "preflight-amber": Scene(everyday, opened=starting_scenes.amber()),
    "preflight-red": Scene(everyday, opened=starting_scenes.red()),
    "preflight-shut": Scene(everyday, opened=starting_scenes.shut()),
    "preflight-chain": Scene(everyday, opened=starting_scenes.chain()),
    "preflight-stopped": Scene(everyday, opened=starting_scenes.stopped()),
    "chain": Scene(lambda: starting_scenes.chained(everyday()), ("3",)),
    "sweep": Scene(lambda: making_scenes.swept(everyday()), opened=making_scenes.sweep),
    "sweep-cell": Scene(everyday, ("j", "l", "l", "0"), opened=making_scenes.sweep),
    "first-steps": Scene(making_scenes.begun, ("2", "z")),
    "new-repo": Scene(everyday, opened=making_scenes.new_repo),
    "deletion": Scene(everyday, opened=making_scenes.deletion),
    "bgit": Scene(lambda: making_scenes.in_bgit_folder(everyday()), opened=making_scenes.branches),
    "rows": Scene(everyday, ("l", "l", "l", "l", "l"), opened=rows_scenes.rows),
    "rows-one": Scene(everyday, ("8", "enter", "enter", *"jjjj", "enter"), opened=rows_scenes.rows),
    "rows-filtered": Scene(everyday, ("slash", *"empty", "colon", *"answer", "enter"), opened=rows_scenes.rows),
    "rows-whose": Scene(everyday, opened=rows_scenes.whose),
    "rows-lengths": Scene(everyday, ("L",), opened=rows_scenes.rows),
    "chat": Scene(everyday, opened=chat_scenes.alone),
    "chat-beside": Scene(everyday, opened=chat_scenes.beside),
    "chat-reading": Scene(everyday, ("tab", "g", "t"), opened=chat_scenes.beside),
    "chat-ascii": Scene(everyday, opened=chat_scenes.beside_ascii),
    "chat-code": Scene(everyday, ("tab", "enter"), opened=chat_scenes.code),
    "chats-kept": Scene(everyday, opened=chat_scenes.kept),
    "models": Scene(everyday, ("space",), opened=chat_scenes.models),
    "bulk": Scene(everyday, opened=many_scenes.outcomes),
    "import": Scene(everyday, opened=many_scenes.taking),
    "lint": Scene(everyday, opened=many_scenes.checks),
    "offers": Scene(everyday, ("colon", *"export", "space", "tab", "tab", "tab")),
    "help": Scene(everyday, ("question_mark",)),
    "command": Scene(everyday, ("colon", "g", "o", "space", "c")),
    "empty": Scene(empty),
    "loading": Scene(loading),
    "failed": Scene(failed),
}


def still_app(scene: Scene) -> BreadApp:
    """The program before anything moves."""
    store = Store(scene.state())
    return BreadApp(store, StillDoor(has_key=scene.has_key))


async def at_rest(pilot: Pilot[Any]) -> None:
    """Wait for what the screen on top reads, or has drawn by threads."""

    def is_at_rest() -> bool:
        nodes = [one.node for one in pilot.app.workers if one.is_running]
        return not any(isinstance(node, Widget) and node.screen is pilot.app.screen for node in nodes)

    await until(pilot, is_at_rest)


async def pose(pilot: Pilot[Any], scene: Scene) -> None:
    """Stop the clocks, press the keys."""
    await pilot.pause()
    explorer = pilot.app.screen_stack[0]
    assert isinstance(explorer, ExplorerScreen)
    for pane in explorer.query("*"):
        if hasattr(pane, "_now"):
            pane._now = lambda: after(2)
    header = explorer.query_one(HeaderLine)
    header.show_place("bapi.bread.com.ai")
    if explorer.bridge.state.chosen is not None:
        explorer.repos.reveal(explorer.bridge.state.chosen)
    explorer.editor.draw()
    explorer.jobs.refresh_values()
    await pilot.pause()
    if scene.tab is not None:
        explorer.details.open_tab(scene.tab)
        await pilot.pause()
    if scene.looks:
        explorer.stage.show(scene.looks[-1].key, stage_series(scene.looks))
    if scene.opened is not None:
        screen = scene.opened(explorer.bridge._store, explorer.bridge)
        await pilot.app.push_screen(screen)
        if isinstance(screen, ConflictScreen | UndoScreen):
            screen.listen()  # neither waits for its first moment to pass
        for _ in range(5):  # what it asks for comes by and by
            await pilot.pause()
        await at_rest(pilot)
    await pilot.press(*scene.keys)
    await pilot.pause()
    await at_rest(pilot)
    pilot.app.clear_notifications()
    header.refresh()
    await pilot.pause()
