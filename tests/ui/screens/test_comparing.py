from __future__ import annotations

from typing import Any

from textual.app import App

from breadtui.domain.difference.comparison import Section
from breadtui.domain.errors import NotFound
from breadtui.domain.jobs import JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import TargetName
from breadtui.domain.repos import Target
from breadtui.store.commands import Commands
from breadtui.store.store import Store
from breadtui.store.views.comparable import Compared
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.panes.comparison_view import ComparisonView
from breadtui.ui.screens.looking.comparing import paths_in
from breadtui.ui.screens.looking.diff_screen import DiffScreen
from breadtui.ui.screens.words.commands import completions
from breadtui.ui.terminal.copying_out import CopyingOut
from breadtui.ui.themes import THEMES
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import a_job, a_key, a_prompt, a_prompt_key, a_state, a_target_key, a_tree

LINES = [f"line {number}" for number in range(40)]
BEFORE = "\n".join(LINES)
AFTER = BEFORE.replace("line 4\n", "four lines `here`\n").replace("line 30\n", "")


def a_config(rate: float, target: str) -> JsonObject:
    return {"datasets": [{"target": target}], "optimizer": {"learning_rate": rate}, "epochs": 2}


class Host(CopyingOut, App[None]):
    """Two bakes taught by two texts, on the screen that compares them."""

    CSS_PATH = None

    def __init__(self) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        configs = {"v1": a_config(1e-3, "one"), "v2": a_config(2e-3, "two")}
        tree = a_tree(list(configs), [("v2", "v1")], configs=configs)
        self.store = Store(a_state(tree))
        self.api = FakeApi(
            trees=[tree],
            jobs=[a_job(name, JobStatus.COMPLETE, config=config) for name, config in configs.items()],
            prompts={
                a_prompt_key("teach_1"): a_prompt(BEFORE, name="teach_1"),
                a_prompt_key("teach_2"): a_prompt(AFTER, name="teach_2"),
            },
            targets={
                a_target_key(name): Target(TargetName(name), {"teacher_prompt": teacher})
                for name, teacher in (("one", "teach_1"), ("two", "teach_2"))
            },
        )
        self.commands = Commands(self.store, self.api, MemoryJournal(), MemoryDrafts(), ManualClock())

    def on_mount(self) -> None:
        pair = (Compared(a_key("v1")), Compared(a_key("v2")))
        self.push_screen(DiffScreen(StoreBridge(self.store), self.commands, pair))

    @property
    def view(self) -> ComparisonView:
        return self.screen.query_one(ComparisonView)

    def shown(self) -> list[str]:
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


async def settled(pilot: Any) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def test_what_is_missing_is_read_and_then_compared() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shown = app.shown()
        assert shown[0] == " - coder/v1   + coder/v2"
        assert shown[1].startswith(" [Config 3] │ Prompts 2 │ Metrics   5 hunks   unified")
        assert " - optimizer.learning_rate = 0.001" in shown
        assert app.view._comparison.parts[1].heading == "teacher of one, two: teach_1 → teach_2"


async def test_n_goes_through_all_hunks_and_capital_n_back() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        seen = []
        for key in ("n", "n", "n", "n", "n", "n", "N", "N"):
            await pilot.press(key)
            seen.append(app.view.change)
        assert seen == [0, 1, 2, 3, 4, 4, 3, 2]
        await pilot.pause()
        assert "hunk 3 of 5" in app.shown()[1]


async def test_tab_and_brackets_go_from_section_to_section() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        seen = []
        for key in ("tab", "right_square_bracket", "tab", "left_square_bracket"):
            await pilot.press(key)
            seen.append(app.view.section)
        assert seen == [Section.PROMPTS, Section.METRICS, Section.CONFIG, Section.METRICS]


async def test_enter_unfolds_what_is_the_same_and_folds_it_again() -> None:
    app = Host()
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        before = len(app.view.rows)
        fold = next(at for at, drawn in enumerate(app.view._page.rows) if drawn.fold is not None)
        app.view.move_to(fold)
        await pilot.press("enter")
        assert len(app.view.rows) > before
        await pilot.press("enter")
        assert len(app.view.rows) == before


async def test_the_bar_changes_the_layout_and_wide_screens_begin_side_by_side() -> None:
    app = Host()
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        layouts = [app.view.look.is_beside]
        await pilot.press("n", "vertical_line")
        layouts.append(app.view.look.is_beside)
        assert app.view.change == 0
        await pilot.resize_terminal(80, 24)
        await pilot.press("vertical_line")
        assert [*layouts, app.view.look.is_beside] == [True, False, True]


async def test_y_copies_the_hunk_and_capital_y_the_whole_page() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("n", "n", "n", "n", "y")
        await settled(pilot)
        assert app.clipboard == "@@ teacher of one, two: teach_1 → teach_2 @@\n-line 4\n+four lines `here`\n"
        await pilot.press("Y")
        await settled(pilot)
        assert app.clipboard.startswith("# `coder/v1` → `coder/v2`\n\n## Config")


async def test_r_asks_again_and_what_is_gone_meanwhile_is_said() -> None:
    app = Host()
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        app.api.fail_always("prompt", NotFound("gone", status=404), a_prompt_key("teach_1"))
        asked = app.api.counted("prompt")
        await pilot.press("r")
        await settled(pilot)
        assert app.api.counted("prompt") == asked + 2
        assert app.view._comparison.parts[1].notes == ("teach_1: not on the service any more",)


async def test_q_and_escape_go_back() -> None:
    for key in ("q", "escape"):
        app = Host()
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await pilot.press(key)
            await pilot.pause()
            assert not isinstance(app.screen, DiffScreen)


async def test_the_way_back_is_told_on_the_smallest_screen_and_mono_uses_brackets() -> None:
    app = Host()
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        app.theme = "bread-mono"
        await settled(pilot)
        shown = app.shown()
        assert shown[-1].endswith("· q back")
        assert any("[-0.001-]" in row or "[-001-]" in row for row in shown)


def test_paths_on_a_line_may_hold_blanks_between_quotes() -> None:
    assert paths_in("a/b 'c/d e'") == ["a/b", "c/d e"]
    assert paths_in("it's/a b/c") == ["it's/a", "b/c"]


def test_both_paths_of_a_line_are_completed() -> None:
    bakes = ("yoda/v1", "yoda/v2")
    assert completions("diff yoda/v", (), bakes) == ("diff yoda/v1", "diff yoda/v2")
    assert completions("diff yoda/v1 yoda/v2", (), ("yoda/v22",)) == ("diff yoda/v1 yoda/v22",)
