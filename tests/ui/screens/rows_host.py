"""The rows of one rollout on their screen, over a service in memory."""

from __future__ import annotations

from typing import Any

from textual.app import App

from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey, Phase, TargetKey, TargetName
from breadtui.domain.repos import Target
from breadtui.store.commands import Commands
from breadtui.store.events.event import JobsPolled
from breadtui.store.facts.state import AppState, Choice
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.screens.rows.screen import RowsScreen
from breadtui.ui.themes import THEMES
from tests.fakes.api import FakeApi
from tests.fakes.clock import START, ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import REPO, a_state, a_tree

ROLLOUT = JobKey(REPO, Phase.ROLLOUT, "t")
TARGET = TargetKey(REPO, TargetName("t"))
CONFIG: dict[str, Any] = {
    "teacher_prompt": "wise",
    "generators": [{"type": "persona", "numq": 100_000}],
    "num_traj_per_stimulus": 1,
}
CALL = {"function": {"name": "look_up", "arguments": '{"at": "sky"}'}}


def a_row(place: int) -> dict[str, Any]:
    """Every hundredth answer is empty, the fifth was cut, the seventh calls a tool; questions differ by numbers."""
    response: dict[str, Any] = {"role": "assistant", "content": f"<think>hm {place}</think>Answer {place}."}
    if place % 100 == 0:
        response["content"] = ""
    if place == 5:
        response["finish_reason"] = "length"
    if place == 7:
        response |= {"content": None, "tool_calls": [CALL]}
    turn = {"role": "user", "content": f"word{place} number{place} question{place}?"}
    return {
        "unconditioned_stimulus": {"messages": [{"role": "system", "content": "Be wise. " * 700}, turn]},
        "conditioned_stimulus": {"messages": [turn]},
        "response": response,
    }


class ManyRows(FakeApi):
    """Rows that are made when they are asked for; `asked` has the offset and limit of every request."""

    def __init__(self, count: int, status: JobStatus) -> None:
        super().__init__(trees=[a_tree({})], targets={TARGET: Target(TARGET.name, CONFIG)})
        self.count = count
        self.status = status
        self.asked: list[tuple[int, int]] = []
        self.jobs[ROLLOUT] = self.job_now

    @property
    def job_now(self) -> Job:
        """The job as it stands."""
        return Job(ROLLOUT, self.status, lines=self.count, config={"num_traj_per_stimulus": 1})

    async def output_page(self, key: JobKey, *, offset: int = 0, limit: int = 100) -> Any:
        """A page."""
        self.asked.append((offset, limit))
        self.rows[key] = Rows(self.count)  # type: ignore[assignment]  # as good as a tuple of them
        self.jobs[key] = self.job_now
        return await super().output_page(key, offset=offset, limit=limit)


class Rows:
    """So many rows, none of them made yet."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, places: slice) -> tuple[Json, ...]:
        return tuple(a_row(place) for place in range(*places.indices(self._count)))


class Host(App[None]):
    """A program with nothing but the rows."""

    CSS_PATH = None

    def __init__(self, count: int = 100_000, status: JobStatus = JobStatus.COMPLETE) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.api = ManyRows(count, status)
        self.store = Store(_state(self.api.job_now))
        self.commands = Commands(self.store, self.api, MemoryJournal(), MemoryDrafts(), ManualClock())
        self.answers: list[Choice | None] = []
        self.copied: list[str] = []
        self.told: list[str] = []

    @property
    def rows(self) -> RowsScreen:
        """The screen."""
        screen = next(one for one in self.screen_stack if isinstance(one, RowsScreen))
        assert isinstance(screen, RowsScreen)
        return screen

    def copy_to_clipboard(self, text: str) -> None:
        """Note it down."""
        self.copied.append(text)

    def notify(self, message: str, **_: Any) -> None:
        """Note it down."""
        self.told.append(message)

    def begin(self, place: int = 0) -> None:
        """Open the rows."""
        screen = RowsScreen(StoreBridge(self.store), self.commands, ROLLOUT).start_at(place)
        self.push_screen(screen, self.answers.append)

    def move_job(self, count: int, status: JobStatus = JobStatus.RUNNING) -> None:
        """The job has so many rows now, and the store hears of it."""
        self.api.count, self.api.status = count, status
        generation = self.store.state.opened[REPO]
        self.store.dispatch(JobsPolled({REPO: generation}, {ROLLOUT: self.api.job_now}, START))

    @property
    def text(self) -> str:
        """What is shown."""
        strips = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def _state(job: Job) -> AppState:
    return a_state(a_tree({}), jobs=[job])


async def settled(pilot: Any) -> None:
    """Wait until nothing is being read."""
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
