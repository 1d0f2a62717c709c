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
COCKPIT = ("breadtui.ui", "breadtui.store.commands", "breadtui.store.facts.state", "breadtui.journal.tables")
LIBRARIES = {"textual", "rich", "sqlite3", "plotext", "click"}


@pytest.mark.parametrize("words", [["status"], ["status", "--json"], ["tree", "yoda_repo", "--json"]])
def test_a_command_for_scripts_loads_nothing_of_the_cockpit(words: list[str], tmp_path: Path) -> None:
    with DemoServer(DemoOptions()) as demo:
        around = {"BREAD_BASE_URL": demo.url, "BREAD_API_KEY": "sk-loaded-0123456789", "HOME": str(tmp_path)}
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BREAD", "PYTHON"))}
        asked = [sys.executable, "-c", PROBE, *words]
        done = subprocess.run(asked, capture_output=True, text=True, check=True, env=kept | around)
    loaded = done.stderr.split()
    own = [name for name in loaded if name.partition(".")[0] == "breadtui"]
    assert "yoda" in done.stdout
    assert [name for name in own if name.startswith(COCKPIT)] == []
    assert LIBRARIES.isdisjoint(loaded)
    assert len(own) <= 100
