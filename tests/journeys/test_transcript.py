"""From a call in the list to its bodies, and all of them into a file."""

from __future__ import annotations

import json
from pathlib import Path

from breadtui.config.settings import Options
from breadtui.ui.panes.transcript_call import CallView
from breadtui.ui.screens.transfer.transcript_call import CallScreen
from tests.journeys.cockpit import KEY, YODA, cockpit, demo_server


async def test_a_call_is_read_whole_and_all_are_written_without_the_key(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA, bake="coder_v6")) as here:
            await here.until(lambda state: any("/tree" in call.path for call in state.calls))
            await here.press("@")
            here.explorer.transcript.filter("tree")
            await here.press("enter")
            await here.until_screen(CallScreen)
            screen = here.app.screen
            assert isinstance(screen, CallScreen)
            assert screen.call.received.start
            lines = [line.copied for line in screen.query_one(CallView).body]
            assert any('"repo_name"' in line or '"bakes"' in line or '"nodes"' in line for line in lines), lines[:20]
            await here.press("escape")
            path = tmp_path / "calls.har"
            here.explorer.run_line(f"calls export {path}")
            await here.until_true(path.exists)
            await here.until_true(lambda: any("written" in toast for toast in here.toasts))
            text = path.read_text()
            assert KEY not in text
            assert len(json.loads(text)["log"]["entries"]) > 3
