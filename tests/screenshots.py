"""Makes the pictures in screenshots/ from the demo: SVG always, PNG where rsvg-convert is installed."""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from breadtui.cli.cockpit import CockpitDoor
from breadtui.cli.joining import demo_or_real
from breadtui.cli.log_watch import connected_logs
from breadtui.config.settings import Options, settings_from
from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, RepoName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.store.store import Store
from breadtui.ui.app import BreadApp
from breadtui.ui.present.detail.details import Tab
from breadtui.ui.present.plot.view import PlotView
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.chat.screen import ChatScreen
from breadtui.ui.screens.explorer.screen import ExplorerScreen
from breadtui.ui.screens.making.target_form import TargetFormScreen
from breadtui.ui.terminal.message_text import MessageText
from breadtui.ui.watch import WatchApp, Watched
from tests.screenshot_png import to_png

PICTURES = Path(__file__).parent.parent / "screenshots"
RULES = """You are Yoda, the old Jedi master.

Speak as he does: object first, verb last, short sentences.
Never say that you are a model.
Answer the question fully.

End with one piece of advice."""
LOSS_UNKNOWN = re.compile(r" D *(?:▕|$)", re.MULTILINE)
Walk = Callable[[Pilot[Any]], Awaitable[None]]


async def until(pilot: Pilot[Any], text: str, seconds: float = 20.0) -> None:
    """Wait until some line of the screen holds `text`."""
    async with asyncio.timeout(seconds):
        while text not in screen_text(pilot):
            await pilot.pause(0.05)
    await pilot.pause(0.4)


def screen_text(pilot: Pilot[Any]) -> str:
    """What the terminal would show."""
    screen = pilot.app.screen
    strips = screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips)


async def until_figures_known(pilot: Pilot[Any]) -> None:
    """Wait until the tree tells every loss that there is: a bake may have none, so until no more come."""
    unknown, left = -1, len(LOSS_UNKNOWN.findall(screen_text(pilot)))
    while left and left != unknown:
        await pilot.pause(3.0)
        unknown, left = left, len(LOSS_UNKNOWN.findall(screen_text(pilot)))


async def cockpit(pilot: Pilot[Any]) -> None:
    """The everyday screen with a running bake chosen."""
    await until(pilot, "coder_v7")
    await pilot.press("4")
    await until(pilot, "step")
    await pilot.press("1")
    await until_figures_known(pilot)


async def plain(pilot: Pilot[Any]) -> None:
    """The first pane as it comes."""
    await until(pilot, "coder_v7")
    await until_figures_known(pilot)


async def editor(pilot: Pilot[Any]) -> None:
    """A teacher prompt being edited."""
    await until(pilot, "coder_v7")
    pilot.app.screen.run_line("filter teach")  # type: ignore[attr-defined]  # the explorer's own command line
    await until(pilot, "teach_")
    await pilot.press("n", "enter")
    await until(pilot, "system")
    await pilot.press(*"Answer like a careful colleague. ")
    await pilot.pause(0.6)


async def yoda(pilot: Pilot[Any]) -> PromptKey:
    """A prompt of a few lines, with the cursor in its text."""
    await until(pilot, "coder_v7")
    explorer = pilot.app.screen
    assert isinstance(explorer, ExplorerScreen)
    key = PromptKey(RepoName("yoda_repo"), PromptName("yoda"))
    explorer.repos.reveal(key)
    explorer.choose(key)
    explorer.show_pane(Pane.DETAIL)
    await until(pilot, "You are Yoda")
    return key


async def write(pilot: Pilot[Any], text: str) -> None:
    """Another text in place of the one in the editor."""
    field = pilot.app.screen.query_one(MessageText)
    field.replace(text, field.document.start, field.document.end)
    await pilot.pause(0.6)


async def save(pilot: Pilot[Any]) -> None:
    """Replace the text on the service."""
    await pilot.press("f2")
    await until(pilot, "Replace the text")
    await pilot.press("y")
    await until(pilot, "saved and verified")


async def conflict(pilot: Pilot[Any]) -> None:
    """Two people's texts, one conflict decided."""
    key = await yoda(pilot)
    await write(pilot, RULES)
    await save(pilot)
    await write(pilot, RULES.replace("old Jedi", "old and kind Jedi").replace("advice.", "advice, then a question."))
    explorer = pilot.app.screen
    assert isinstance(explorer, ExplorerScreen)
    assert explorer.rooms is not None
    theirs = RULES.replace("old Jedi master", "oldest of the Jedi").replace("one piece of advice", "two of them")
    other = Prompt(key.name, (Message("system", theirs),))
    await explorer.rooms.commands._api.replace_prompt(key.repo, other)
    await pilot.press("f2")
    await until(pilot, "conflict 1 of 2")
    await pilot.pause(1)
    await pilot.press("m")


async def history(pilot: Pilot[Any]) -> None:
    """The versions of a prompt, and what one of them changed."""
    await yoda(pilot)
    await write(pilot, RULES)
    await save(pilot)
    await write(pilot, RULES.replace("old Jedi", "old and kind Jedi"))
    await save(pilot)
    await pilot.press("escape", "V")
    await until(pilot, "3 versions")
    await pilot.press("d")
    await pilot.pause(0.5)


async def target_form(pilot: Pilot[Any]) -> None:
    """A new target on another, with one generator more."""
    await lineage(pilot, "go yoda_repo")
    pilot.app.screen.run_line("new target wise_next --from wise_set")  # type: ignore[attr-defined]  # as above
    await until(pilot, "720 rows")
    form = pilot.app.screen
    assert isinstance(form, TargetFormScreen)
    questions: list[Json] = ["Why do you train every day?", "What do you do when you are afraid?"]
    form.view.add(form.form.spec.groups[1].fields[0], [{"type": "hardcoded", "questions": questions}])
    form.view.write(("student_prompt",), "")
    form.view.write(("num_traj_per_stimulus",), 5)
    await until(pilot, "1210 rows")


async def preflight(pilot: Pilot[Any]) -> None:
    """What a start of a bake would meet."""
    await lineage(pilot, "go yoda_repo/coder_v8")
    await pilot.press("S")
    await until(pilot, "start it")


async def rows(pilot: Pilot[Any]) -> None:
    """Questions and answers, one of them open."""
    await until(pilot, "coder_v7")
    pilot.app.screen.run_line("rows rollout support_agent/formal_set")  # type: ignore[attr-defined]  # as above
    await until(pilot, "480 rows")
    await pilot.press("j", "enter")
    await until(pilot, "row 2 of 480")


async def chat(pilot: Pilot[Any]) -> None:
    """A baked model beside its parent."""
    await until(pilot, "coder_v7")
    pilot.app.screen.run_line("chat yoda_repo/coder_v6 Qwen/Qwen3-32B")  # type: ignore[attr-defined]  # as above
    await until(pilot, "Your message")
    screen = pilot.app.screen
    assert isinstance(screen, ChatScreen)
    for number, question in enumerate(("How would you deal with a merge conflict?", "And with a broken build?"), 1):
        await pilot.press(*["space" if letter == " " else letter for letter in question], "enter")
        async with asyncio.timeout(20):
            while len(screen.thread.exchanges) < number or screen.thread.is_open:
                await pilot.pause(0.1)
    await pilot.pause(0.5)


async def jobs(pilot: Pilot[Any]) -> None:
    """The monitor alone."""
    await until(pilot, "coder_v7")
    await pilot.press("3")
    await pilot.pause(1)


async def metrics(pilot: Pilot[Any]) -> None:
    """The plots alone."""
    await until(pilot, "coder_v7")
    await pilot.press("4", "z")
    await pilot.pause(1)


async def charts(pilot: Pilot[Any]) -> None:
    """All metrics of a bake, the cursor in the middle of them."""
    await metrics(pilot)
    await pilot.press("enter")
    await until(pilot, "x axis")
    await pilot.press("shift+left")


async def chart_alone(pilot: Pilot[Any]) -> None:
    """One chart of them, along training time, on powers of ten."""
    await charts(pilot)
    await pilot.press("x", "x", "L", "enter")


async def tree(pilot: Pilot[Any]) -> None:
    """The tree alone, with the checkpoints of a bake and two rows marked."""
    await lineage(pilot, "go yoda_repo/coder_v6")
    await pilot.press("z", "C", "space", "space")


async def graph(pilot: Pilot[Any]) -> None:
    """The compact graph."""
    await lineage(pilot, "go yoda_repo/coder_v7")
    await pilot.press("z", "t")


async def dependencies(pilot: Pilot[Any]) -> None:
    """What made a bake, and what uses it."""
    await details(pilot, "coder_v3", Tab.GRAPH, "used by")


async def plan(pilot: Pilot[Any]) -> None:
    """A plan held against the service."""
    await details(pilot, "coder_v8", Tab.PLAN, "missing")


async def blame(pilot: Pilot[Any]) -> None:
    """Which bake taught each line."""
    await details(pilot, "coder_v7", Tab.BLAME, "You already know")


async def diff(pilot: Pilot[Any]) -> None:
    """A bake beside its parent."""
    await lineage(pilot, "go yoda_repo/coder_v7")
    await pilot.press("d")
    await until(pilot, "Prompts 2")
    await pilot.press("n")


async def board(pilot: Pilot[Any]) -> None:
    """Three bakes of a line of descent compared."""
    await until(pilot, "coder_v7")
    names = "yoda_repo/coder_v1 yoda_repo/coder_v5 yoda_repo/coder_v6"
    pilot.app.screen.run_line(f"compare {names}")  # type: ignore[attr-defined]  # the explorer's own command line
    await until(pilot, "Config 5")
    if pilot.app.size.width < 100:
        await pilot.press("x", "x", "x", "x")
    await pilot.press("shift+left", "shift+left")
    await pilot.pause(0.4)


async def lineage(pilot: Pilot[Any], line: str) -> None:
    """Somewhere in the tree, with the focus on it."""
    await until(pilot, "coder_v7")
    pilot.app.screen.run_line(line)  # type: ignore[attr-defined]  # the explorer's own command line
    await pilot.press("1")
    await pilot.pause(1)


async def details(pilot: Pilot[Any], bake: str, tab: Tab, shown: str) -> None:
    """One tab of a bake, on the whole screen."""
    await lineage(pilot, f"go yoda_repo/{bake}")
    await pilot.press("2", "z")
    pilot.app.screen.details.open_tab(tab)  # type: ignore[attr-defined]  # the explorer's pane
    await until(pilot, shown)


async def help_screen(pilot: Pilot[Any]) -> None:
    """The keys valid now."""
    await until(pilot, "coder_v7")
    await pilot.press("question_mark")
    await until(pilot, "Keys valid now")


async def sign_in(pilot: Pilot[Any]) -> None:
    """The first screen without a key."""
    await until(pilot, "Paste your Bread API key")


SHOTS: tuple[tuple[str, tuple[int, int], Walk, bool], ...] = (
    ("cockpit-120x40", (120, 40), cockpit, True),
    ("cockpit-80x24", (80, 24), plain, True),
    ("cockpit-200x60", (200, 60), cockpit, True),
    *(
        (f"{name}-{columns}x{rows}", (columns, rows), walk, True)
        for name, walk in (
            ("tree", tree),
            ("graph", graph),
            ("dependencies", dependencies),
            ("plan", plan),
            ("diff", diff),
            ("board", board),
        )
        for columns, rows in ((80, 24), (120, 40))
    ),
    ("blame-120x40", (120, 40), blame, True),
    ("editor-120x40", (120, 40), editor, True),
    ("editor-80x24", (80, 24), editor, True),
    *(
        (f"{name}-{columns}x{rows}", (columns, rows), walk, True)
        for name, walk in (("conflict", conflict), ("history", history))
        for columns, rows in ((80, 24), (120, 40))
    ),
    ("target-form-120x40", (120, 40), target_form, True),
    ("target-form-80x24", (80, 24), target_form, True),
    *(
        (f"{name}-{columns}x{lines}", (columns, lines), walk, True)
        for name, walk in (("preflight", preflight), ("rows", rows), ("chat", chat))
        for columns, lines in ((80, 24), (120, 40))
    ),
    ("jobs-80x24", (80, 24), jobs, True),
    ("metrics-80x24", (80, 24), metrics, True),
    ("charts-120x40", (120, 40), charts, True),
    ("charts-80x24", (80, 24), chart_alone, True),
    ("help-120x40", (120, 40), help_screen, True),
    ("sign-in-80x24", (80, 24), sign_in, False),
)


WATCHED, *BESIDE = (JobKey(RepoName("yoda_repo"), Phase.BAKE, bake) for bake in ("coder_v7", "coder_v7b", "coder_v6"))
WATCH_SHOTS = (
    ("watch-80x24", (80, 24), (WATCHED,)),
    ("watch-120x40", (120, 40), (WATCHED,)),
    ("watch-several-120x40", (120, 40), (WATCHED, *BESIDE)),
)
"""The live plot alone, which is a program of its own."""


async def shoot_watch(name: str, size: tuple[int, int], keys: Sequence[JobKey]) -> Path:
    """One picture of the live plot as SVG."""
    settings = settings_from(Options(is_demo=True), {"HOME": os.devnull})
    with demo_or_real(settings) as joined:
        watched = Watched(keys, PlotView(), partial(connected_logs, joined, keys), host="demo", is_demo=True)
        app = WatchApp(watched)
        async with app.run_test(size=size) as pilot:
            await until(pilot, "R running" if len(keys) == 1 else f"D {keys[-1].name}")
            await until(pilot, " points")
            path = PICTURES / f"{name}.svg"
            path.write_text(app.export_screenshot(title="breadtui", simplify=True), encoding="utf-8")
    return path


async def shoot(name: str, size: tuple[int, int], walk: Walk, *, is_demo: bool) -> Path:
    """One picture as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        config, state = f"{folder}/.config/breadtui", f"{folder}/.local/state/breadtui"
        environ = {"BREADTUI_CONFIG_DIR": config, "BREADTUI_STATE_DIR": state, "HOME": folder}
        store = Store()
        door = CockpitDoor(settings_from(Options(is_demo=is_demo), environ), environ, store)
        app = BreadApp(store, door)
        async with app.run_test(size=size) as pilot:
            await walk(pilot)
            path = PICTURES / f"{name}.svg"
            path.write_text(app.export_screenshot(title="breadtui", simplify=True), encoding="utf-8")
        await door.close()
    return path


def main() -> None:
    """All pictures, or those named on the command line."""
    os.environ.pop("NO_COLOR", None)
    PICTURES.mkdir(exist_ok=True)
    for name, size, walk, is_demo in SHOTS:
        if not sys.argv[1:] or name in sys.argv[1:]:
            to_png(asyncio.run(shoot(name, size, walk, is_demo=is_demo)))
    for name, size, keys in WATCH_SHOTS:
        if not sys.argv[1:] or name in sys.argv[1:]:
            to_png(asyncio.run(shoot_watch(name, size, keys)))


if __name__ == "__main__":
    main()
