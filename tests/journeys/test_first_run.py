"""The first run without a key: from a pasted key, or the demo, to a live screen."""

from __future__ import annotations

import stat
from pathlib import Path

from breadtui.config.settings import Options
from breadtui.ui.screens.asking.sign_in import SignInScreen
from tests.journeys.cockpit import cockpit, demo_server

KEY = "sk-good-key-0123456789"


async def test_a_pasted_key_is_checked_kept_and_leads_to_a_live_screen(tmp_path: Path) -> None:
    with demo_server(key=KEY) as demo:
        async with cockpit(demo, tmp_path, key=None, size=(80, 24)) as here:
            await here.until_shown("Paste your Bread API key")
            await here.pilot.press(*KEY.replace("-", " ").split(" ")[0], "minus")
            here.app.screen.query_one("#key").value = f"  Bearer {KEY}\n".strip()  # type: ignore[attr-defined]
            await here.pilot.press("enter")
            await here.until(lambda state: state.trees)
            await here.until_shown("yoda_repo")
            kept = tmp_path / "config" / "keys" / "default.json"
            assert stat.S_IMODE(kept.stat().st_mode) == 0o600
            assert KEY in kept.read_text()
            assert KEY not in here.text


async def test_a_wrong_key_is_told_apart_from_a_service_that_is_down(tmp_path: Path) -> None:
    with demo_server(key=KEY) as demo:
        async with cockpit(demo, tmp_path, key=None) as here:
            await here.until_shown("Paste your Bread API key")
            field = here.app.screen.query_one("#key")
            field.value = "sk-another-0123456789"  # type: ignore[attr-defined]
            await here.pilot.press("enter")
            await here.until_shown("does not know this key")
            demo.stop()
            await here.pilot.press("enter")
            await here.until_shown("could not be checked")
            assert isinstance(here.app.screen, SignInScreen)


async def test_the_demo_is_one_key_away(tmp_path: Path) -> None:
    with demo_server(key=KEY) as demo:
        async with cockpit(demo, tmp_path, key=None) as here:
            await here.until_shown("Paste your Bread API key")
            await here.pilot.press("ctrl+d")
            await here.until_shown("DEMO")
            await here.until_shown("coder_v7")


async def test_a_kept_key_opens_the_next_run_without_a_question(tmp_path: Path) -> None:
    with demo_server(key=KEY) as demo:
        async with cockpit(demo, tmp_path, key=KEY) as here:
            await here.until_shown("coder_v7")
            assert not isinstance(here.app.screen, SignInScreen)


async def test_nothing_that_was_seen_of_a_demo_is_kept_for_the_next(tmp_path: Path) -> None:
    with demo_server(empty=True) as demo:
        async with cockpit(demo, tmp_path, key=None, options=Options(is_demo=True)) as here:
            await here.until_ready()
            await here.type("tag best")
            await here.until(lambda state: state.tags)
        async with cockpit(demo, tmp_path, key=None, options=Options(is_demo=True)) as here:
            await here.until_ready()
            assert not here.state.tags
            assert not list((tmp_path / "state").rglob("*journal*"))
