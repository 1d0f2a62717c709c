"""What is loaded by the time the first frame is on the screen: less is a quicker start."""

import gc
import importlib.util
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.widget import Widget

from breadtui.cli.cockpit import LATER_ROOMS, CockpitDoor
from breadtui.config.settings import Options, settings_from
from breadtui.store.store import Store
from breadtui.ui.app import BreadApp
from breadtui.ui.screens.asking.sign_in import SignInScreen

PROBE = """
import json, sys
from breadtui.cli.cockpit import CockpitDoor
from breadtui.config.settings import Options, settings_from
from breadtui.store.store import Store
from breadtui.ui.app import BreadApp

def first_frame(app):
    app.loaded = sorted(sys.modules)
    app.exit()

BreadApp._enter = first_frame
store = Store()
app = BreadApp(store, CockpitDoor(settings_from(Options(is_demo=True), {"HOME": sys.argv[1]}), {}, store))
app.run(headless=True)
print(json.dumps(app.loaded))
"""
TREE_PROBE = """
import json, sys
from breadtui.cli.cockpit import CockpitDoor
from breadtui.config.settings import Options, settings_from
from breadtui.domain.names import RepoName
from breadtui.store.facts.remote import Ready
from breadtui.store.store import Store
from breadtui.ui.app import BreadApp

def look(state):
    if not found and any(isinstance(tree, Ready) for tree in state.trees.values()):
        found.extend(sorted(sys.modules))
        app.call_later(app.exit)

found, store, repo = [], Store(), RepoName("yoda_repo")
door = CockpitDoor(settings_from(Options(is_demo=True), {"HOME": sys.argv[1]}), {}, store)
app = BreadApp(store, door, wanted=repo)
store.subscribe(look)
app.run(headless=True)
print(json.dumps(found))
"""
MOST_MODULES, MOST_AT_TREE = 385, 655
"""Of our own, at the first frame and when the first tree is there; each costs a millisecond of every start."""
LATER_THAN_TREE = {
    "breadtui.domain.baking.creation",
    "breadtui.domain.bgit.input_file",
    "breadtui.domain.difference.comparison",
    "breadtui.domain.preflight.evidence",
    "breadtui.domain.preflight.rules",
    "breadtui.domain.prompt.lint",
    "breadtui.domain.recreation.check",
    "breadtui.domain.sweep.run",
    "breadtui.domain.travel",
    "breadtui.store.downloads.driving",
    "breadtui.store.plans.driving",
    "breadtui.store.rows.book",
    "breadtui.store.views.comparable",
    "breadtui.ui.screens.asking.confirm",
    "breadtui.ui.screens.asking.sign_in",
    "breadtui.ui.screens.explorer.lines",
    "breadtui.ui.screens.words.commands",
}
LATER = {
    "aiohttp",
    "breadtui.api",
    "breadtui.demo",
    "breadtui.domain.baking.known",
    "breadtui.domain.descent.blame",
    "breadtui.domain.difference.comparison",
    "breadtui.domain.digest",
    "breadtui.domain.merging.merge",
    "breadtui.domain.recreation.made",
    "breadtui.domain.target.draft",
    "breadtui.domain.travel",
    "breadtui.export",
    "breadtui.journal",
    "breadtui.store.views.boarding",
    "breadtui.store.commands",
    "breadtui.store.views.comparable",
    "breadtui.store.noting.doctoring",
    "breadtui.store.events.event",
    "breadtui.store.polling.poller",
    "breadtui.store.reducers.whole",
    "breadtui.store.views.search",
    "breadtui.ui.present.detail.blame_lines",
    "breadtui.ui.present.detail.config_lines",
    "breadtui.ui.present.export_forms",
    "breadtui.ui.present.detail.journal_lines",
    "breadtui.ui.present.detail.lesson_lines",
    "breadtui.ui.present.detail.plan_lines",
    "breadtui.domain.chain",
    "breadtui.domain.preflight.rules",
    "breadtui.ui.present.actions",
    "breadtui.ui.present.chain.options",
    "breadtui.ui.present.preflight",
    "breadtui.domain.preflight.evidence",
    "breadtui.domain.prompt.lint",
    "breadtui.ui.screens.asking.confirm",
    "breadtui.ui.screens.asking.sign_in",
    "breadtui.ui.screens.explorer.actions_menu",
    "breadtui.ui.screens.explorer.lines",
    "breadtui.ui.screens.words.commands",
    "breadtui.ui.screens.starting.chain_questions",
    "breadtui.ui.screens.asking.conflict",
    "breadtui.ui.screens.transfer.copy_menu",
    "breadtui.ui.screens.looking.diff_screen",
    "breadtui.ui.screens.looking.finding",
    "breadtui.ui.screens.line.help",
    "breadtui.ui.screens.starting.plan_decision",
    "breadtui.ui.screens.asking.option_menu",
    "breadtui.ui.screens.starting.plan_questions",
    "breadtui.ui.screens.starting.preflight_screen",
    "breadtui.ui.screens.starting.start_menu",
    "click",
    "email",
    "httpx",
    "importlib.metadata",
    "plotext",
    "pydantic",
    "sqlite3",
    "starlette",
    "uvicorn",
    "yaml",
}


def test_the_first_frame_needs_no_service_no_journal_and_no_rules(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", PROBE, str(tmp_path)], capture_output=True, text=True, check=True)
    loaded: list[str] = json.loads(done.stdout)
    assert "textual.app" in loaded
    assert LATER.intersection(loaded) == set()
    assert len([name for name in loaded if name.partition(".")[0] == "breadtui"]) <= MOST_MODULES


def test_the_first_tree_needs_nothing_that_only_a_key_or_a_word_asks_for(tmp_path: Path) -> None:
    asked = [sys.executable, "-c", TREE_PROBE, str(tmp_path)]
    loaded: list[str] = json.loads(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)
    own = {name for name in loaded if name.startswith("breadtui") and not name.startswith("breadtui.demo")}
    assert "breadtui.api.convert.repos" in own
    assert LATER_THAN_TREE & own == set()
    assert len(own) <= MOST_AT_TREE


async def test_the_garbage_collector_is_at_work_again_after_the_first_frame(tmp_path: Path) -> None:
    store = Store()
    app = BreadApp(store, CockpitDoor(settings_from(Options(), {"HOME": str(tmp_path)}), {}, store))
    usual = gc.get_threshold()
    gc.disable()
    try:
        async with app.run_test() as pilot:
            await pilot.pause()
            assert isinstance(app.screen, SignInScreen)
            assert gc.isenabled()
    finally:
        gc.enable()
        gc.unfreeze()
        gc.set_threshold(*usual)


def test_the_rooms_that_are_loaded_behind_the_first_frame_are_where_they_are_named() -> None:
    assert [name for name in LATER_ROOMS if importlib.util.find_spec(name) is None] == []


async def test_styles_are_read_once_and_applied_twice_a_widget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counts: Counter[str] = Counter()
    apply, parse = Stylesheet.apply, Stylesheet.reparse

    def counted_apply(self: Stylesheet, node: DOMNode, **options: Any) -> None:
        counts["applied"] += isinstance(node, Widget)
        apply(self, node, **options)

    monkeypatch.setattr(Stylesheet, "apply", counted_apply)
    monkeypatch.setattr(Stylesheet, "reparse", lambda self: (counts.update(["read again"]), parse(self)))
    monkeypatch.setattr(BreadApp, "_enter", lambda _: None)
    store = Store()
    app = BreadApp(store, CockpitDoor(settings_from(Options(is_demo=True), {"HOME": str(tmp_path)}), {}, store))
    app.begin_in("bread-light")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        widgets = len(app.screen.query("*")) + 2
        assert counts["read again"] == 0
        assert counts["applied"] <= 2 * widgets + 10
        assert app.screen.styles.background.hex == "#FAFAFA"
        assert app.has_class("-light-mode")
        assert not app.has_class("-dark-mode")
