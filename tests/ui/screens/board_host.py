"""Three bakes of one line of descent on a board, over a service in memory."""

from __future__ import annotations

from math import exp, sin
from typing import Any

from textual.app import App

from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.metric.record import series_of_rows
from breadtui.domain.metric.rows import metric_rows_of
from breadtui.domain.names import JobKey, Phase
from breadtui.domain.repos import RepoTree, Target
from breadtui.store.commands import Commands
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.screens.board.screen import BoardScreen
from breadtui.ui.themes import THEMES
from breadtui.values import parts_of
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import NOW, REPO, a_key, a_prompt, a_seen, a_state, a_target_key, a_tree

ONE, TWO, THREE = a_key("coder_v1"), a_key("coder_v2"), a_key("coder_v3")
BAKES = (ONE, TWO, THREE)
STEPS = {ONE: 120, TWO: 100, THREE: 160}
RULES = ("Read the error message before you guess.", "Name things for what they are.", "Write the failing test first.")


def rows_of(bake: JobKey) -> list[dict[str, Any]]:
    """A log that falls, the faster the later the bake."""
    number = BAKES.index(bake) + 1
    return [
        {
            "iter": step,
            "loss": 1e-7 + 2e-6 / number * exp(-step / (60 / number)) + 2e-8 * (1 + sin(step * number)),
            "lr": 1e-4 * number,
            "step_time": 8.0 + number,
            "epoch": step // 60,
        }
        for step in range(1, STEPS[bake] + 1)
    ]


def _config(bake: JobKey) -> dict[str, Any]:
    number = BAKES.index(bake)
    parent = {"parent_model_name": f"ada/{REPO}/{BAKES[number - 1].name}/100"} if number else {}
    return {
        "datasets": [{"target": f"lesson_{number + 1}", "weight": 1.0}],
        "optimizer": {"learning_rate": 1e-4 * (number + 1)},
        "epochs": 3,
        "model": {"type": "bake", **parent},
    }


def an_answer(question: str, text: str) -> dict[str, Any]:
    """A row of a rollout."""
    return {"stimulus": question, "response": {"role": "assistant", "content": text}}


def board_tree() -> RepoTree:
    """The three of them, each made from the one before."""
    edges = [(TWO.name, ONE.name), (THREE.name, TWO.name)]
    return a_tree([bake.name for bake in BAKES], edges, configs={bake.name: _config(bake) for bake in BAKES})


def board_state(**parts: Any) -> AppState:
    """Everything the board is made of is known but the answers."""
    texts = [f"You are a software engineer.\n{rule}" for rule in RULES]
    prompts = [a_prompt(text, name=f"teach_{at}") for at, text in enumerate(texts, 1)]
    jobs = [
        Job(bake, JobStatus.COMPLETE, model_names=(f"ada/{REPO}/{bake.name}/100",), config=_config(bake))
        for bake in BAKES[:2]
    ]
    jobs.append(Job(THREE, JobStatus.RUNNING, progress_percent=80.0, config=_config(THREE)))
    targets = {
        a_target_key(f"lesson_{at}"): Target(
            a_target_key(f"lesson_{at}").name, {"teacher_prompt": f"teach_{at}", "student_prompt": "student"}
        )
        for at in (1, 2, 3)
    }
    state = a_state(board_tree(), jobs, prompts=[*prompts, a_prompt("", name="student")])
    facts: dict[str, Any] = {
        "metrics": {bake: Ready(series_of_rows(rows_of(bake)), NOW) for bake in BAKES},
        "targets": {key: Ready(target, NOW) for key, target in targets.items()},
        "jobs": {**state.jobs, **{job.key: a_seen(job) for job in jobs}},
        "chosen": THREE,
    }
    return AppState(**parts_of(state) | facts | parts)


def board_api() -> FakeApi:
    """Three rollouts: one question in all, one in two, and one that only the first has."""
    api = FakeApi()
    answers = (
        [("Why is the sky blue?", "Read the error first."), ("What now?", "Same words."), ("Only here?", "Yes.")],
        [("What  NOW?", "Same words."), ("Why is the sky blue?", "Name the sky.")],
        [("Why is the sky blue?", "Write a failing sky first.")],
    )
    for number, pairs in enumerate(answers, 1):
        key = a_key(f"lesson_{number}", Phase.ROLLOUT)
        api.rows[key] = tuple(an_answer(question, text) for question, text in pairs)
        api.jobs[key] = Job(key, JobStatus.COMPLETE, lines=len(pairs))
    for bake in BAKES:
        api.logs[bake] = metric_rows_of(rows_of(bake))
    return api


class BoardHost(App[None]):
    """A program with nothing but the board."""

    CSS_PATH = None

    def __init__(self, state: AppState | None = None, *, bakes: tuple[JobKey, ...] = BAKES) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.api = board_api()
        self.store = Store(state or board_state())
        self.commands = Commands(self.store, self.api, MemoryJournal(), MemoryDrafts(), ManualClock())
        self.bakes = bakes
        self.wanted: list[JobKey | None] = []
        self.copied: list[str] = []
        self.told: list[str] = []

    @property
    def board(self) -> BoardScreen:
        """The screen."""
        return next(one for one in self.screen_stack if isinstance(one, BoardScreen))

    def begin(self, glyphs: Glyphs = UNICODE) -> None:
        """Open the board."""
        screen = BoardScreen(StoreBridge(self.store), self.commands, self.bakes, glyphs)
        self.push_screen(screen, self.wanted.append)

    def copy_to_clipboard(self, text: str) -> None:
        """Note it down."""
        self.copied.append(text)

    def notify(self, message: str, **_: Any) -> None:
        """Note it down."""
        self.told.append(message)

    @property
    def text(self) -> str:
        """What is shown."""
        strips = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)
