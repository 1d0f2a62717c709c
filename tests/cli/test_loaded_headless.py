"""What commands for scripts load: they run often, and what they load is most of what they cost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from breadtui.demo.serve import DemoOptions, DemoServer

PROBE = """
import sys
from breadtui.cli.main import main
code = main(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
sys.exit(code)
"""
ROUNDS = """
import atexit, gc
from breadtui.cli.main import entry
before = sum(each["collections"] for each in gc.get_stats())
atexit.register(lambda: print(sum(each["collections"] for each in gc.get_stats()) - before, gc.get_freeze_count()))
entry()
"""
COCKPIT = ("breadtui.ui", "breadtui.store.commands", "breadtui.store.facts", "breadtui.journal")
NOT_ASKED_FOR = (
    "breadtui.api.convert.inference",
    "breadtui.api.convert.prompts",
    "breadtui.api.convert.recipe",
    "breadtui.api.logs",
    "breadtui.domain.metric",
    "breadtui.domain.outputs",
)
LIBRARIES = {"textual", "rich", "sqlite3", "plotext", "click"}


def run(program: str, words: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    with DemoServer(DemoOptions()) as demo:
        around = {"BREAD_BASE_URL": demo.url, "BREAD_API_KEY": "sk-loaded-0123456789", "HOME": str(home)}
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BREAD", "PYTHON"))}
        asked = [sys.executable, "-c", program, *words]
        return subprocess.run(asked, capture_output=True, text=True, check=True, env=kept | around)


@pytest.mark.parametrize("words", [["status"], ["status", "--json"], ["tree", "yoda_repo", "--json"]])
def test_a_command_for_scripts_loads_nothing_of_the_cockpit(words: list[str], tmp_path: Path) -> None:
    done = run(PROBE, words, tmp_path)
    loaded = done.stderr.split()
    own = [name for name in loaded if name.partition(".")[0] == "breadtui"]
    assert "yoda" in done.stdout
    assert [name for name in own if name.startswith(COCKPIT + NOT_ASKED_FOR)] == []
    assert LIBRARIES.isdisjoint(loaded)
    assert len(own) <= 78


def test_a_short_command_ends_without_a_walk_through_what_it_loaded(tmp_path: Path) -> None:
    rounds, left_out = map(int, run(ROUNDS, ["status"], tmp_path).stdout.split()[-2:])
    assert rounds == 0
    assert left_out > 10_000
