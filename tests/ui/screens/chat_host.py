"""A conversation on its screen, with models that say what a test wrote."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.pilot import Pilot

from breadtui.domain.inference import ServedModel
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import Phase, PromptKey, PromptName, TargetKey, TargetName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.repos import Target
from breadtui.store.commands import Commands
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.screens.chat.ends import ChatEnd
from breadtui.ui.screens.chat.screen import ChatScreen
from breadtui.ui.terminal.framediff import FrameDiff
from breadtui.ui.terminal.safe_text import SafeOutput
from breadtui.ui.themes import THEMES
from tests.fakes.chats import KeptChats, ScriptedChats
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import REPO, a_job, a_state, a_tree
from tests.ui.screens.rows_host import a_row

BAKED, BASE = f"ada/{REPO}/coder_v1/40", "Qwen/Qwen3-32B"
CONFIG: dict[str, Any] = {"datasets": [{"target": "wise", "weight": 1.0}]}
WISE = TargetKey(REPO, TargetName("wise"))
TARGET: dict[str, Any] = {
    "teacher_prompt": "teach",
    "generators": [{"type": "hardcoded", "numq": 1, "questions": ["Old?"]}],
}


class Models(ScriptedChats):
    """Two models of one repository, the bake's target and its rows."""

    def __init__(self) -> None:
        super().__init__(jobs=[a_job("coder_v1", JobStatus.COMPLETE, model_names=(BAKED,), config=CONFIG)])
        self.targets = {WISE: Target(WISE.name, TARGET)}
        key = PromptKey(REPO, PromptName("teach"))
        self.prompts = {key: Prompt(key.name, (Message("system", "Be wise."),))}
        rollout = a_job("wise", JobStatus.COMPLETE, phase=Phase.ROLLOUT, lines=3)
        self.jobs[rollout.key] = rollout
        self.rows[rollout.key] = tuple(a_row(place) for place in range(1, 4))

    async def models(self) -> tuple[ServedModel, ...]:
        """What is served."""
        return (ServedModel(BASE), ServedModel(BAKED), ServedModel("ada/other/x/7"))


class ChatHost(SafeOutput, FrameDiff, App[None]):
    """A program with nothing but the conversation."""

    CSS_PATH = None

    def __init__(self, *models: str) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.api = Models()
        jobs = list(self.api.jobs.values())
        tree = a_tree({"coder_v1": JobStatus.COMPLETE}, configs={"coder_v1": CONFIG})
        self.store = Store(a_state(tree, jobs, targets=("wise",)))
        self.disk = KeptChats()
        self.clock = ManualClock()
        self.commands = Commands(self.store, self.api, MemoryJournal(), MemoryDrafts(), self.clock)
        self.commands.chat_keeper = lambda: self.disk
        self.thread_id = self.commands.chats.begin(models or (BAKED, BASE))
        self.ends: list[ChatEnd | None] = []
        self.copied: list[str] = []
        self.told: list[str] = []

    def on_mount(self) -> None:
        """Open it."""
        self.open_again()

    def open_again(self) -> None:
        """Come back to the conversation."""
        self.push_screen(ChatScreen(StoreBridge(self.store), self.commands, self.thread_id), self.ends.append)

    def copy_to_clipboard(self, text: str) -> None:
        """Note it down."""
        self.copied.append(text)

    def notify(self, message: str, **_: Any) -> None:
        """Note it down."""
        self.told.append(message)

    @property
    def chat(self) -> ChatScreen:
        """The screen."""
        screen = next(one for one in self.screen_stack if isinstance(one, ChatScreen))
        assert isinstance(screen, ChatScreen)
        return screen

    @property
    def text(self) -> str:
        """What the terminal would show."""
        return "\n".join(strip.text for strip in self.screen._compositor.render_strips())


async def ask(pilot: Pilot[Any], question: str) -> None:
    """Type and send."""
    await pilot.press(*["space" if letter == " " else letter for letter in question], "enter")
    await settled(pilot)


async def settled(pilot: Pilot[Any]) -> None:
    """Let answers come and be drawn."""
    await pilot.app.clock.parked()  # type: ignore[attr-defined]  # the host's own
    await pilot.pause(0.1)
    await pilot.pause()
