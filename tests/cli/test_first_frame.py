"""What is loaded by the time the first frame is on the screen: less is a quicker start."""

import json
import subprocess
import sys
from pathlib import Path

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
LATER = {
    "aiohttp",
    "breadtui.api",
    "breadtui.demo",
    "breadtui.journal",
    "breadtui.store.commands",
    "breadtui.store.polling",
    "breadtui.store.reduce",
    "email",
    "httpx",
    "importlib.metadata",
    "plotext",
    "pydantic",
    "sqlite3",
    "starlette",
    "uvicorn",
}


def test_the_first_frame_needs_no_service_no_journal_and_no_rules(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", PROBE, str(tmp_path)], capture_output=True, text=True, check=True)
    loaded: list[str] = json.loads(done.stdout)
    assert "textual.app" in loaded
    assert LATER.intersection(loaded) == set()
