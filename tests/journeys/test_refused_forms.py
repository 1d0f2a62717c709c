"""Forms that the service refuses: they stay as they are with the reason, and are sent again by the same key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from breadtui.demo.faults import Fault
from breadtui.domain.json_values import Json
from breadtui.ui.screens.making.bake_form import BakeFormScreen
from breadtui.ui.screens.making.form_outcome import MadeScreen
from breadtui.ui.screens.making.form_screen import FormScreen
from breadtui.ui.screens.making.target_form import TargetFormScreen
from tests.journeys.cockpit import YODA, Cockpit, cockpit, demo_server

REFUSALS = [(402, "credit"), (404, "not there"), (405, "cannot do that"), (422, "not created")]
FORMS: list[tuple[str, type[FormScreen[Any]], str, dict[str, Json]]] = [
    ("new target", TargetFormScreen, "targets", {"name": "fresh", "teacher_prompt": "yoda"}),
    ("new bake", BakeFormScreen, "bakes", {"bake_name": "fresh", "datasets": [{"target": "wise_set"}]}),
]


async def begin(here: Cockpit, line: str, kind: type[FormScreen[Any]], given: dict[str, Json]) -> FormScreen[Any]:
    await here.until(lambda state: YODA in state.contents and YODA in state.trees and state.chosen is not None)
    await here.type("go yoda_repo")
    await here.until(lambda state: state.chosen == YODA)
    await here.type(line)
    await here.until_screen(kind)
    screen = here.app.screen
    assert isinstance(screen, kind)
    for name, value in given.items():
        screen.view.write((name,), value)
    await here.pilot.pause()
    return screen


@pytest.mark.parametrize(("status", "words"), REFUSALS)
@pytest.mark.parametrize(("line", "kind", "things", "given"), FORMS)
async def test_a_refusal_keeps_the_form_and_the_same_key_sends_it_again(
    tmp_path: Path,
    line: str,
    kind: type[FormScreen[Any]],
    things: str,
    given: dict[str, Json],
    status: int,
    words: str,
) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, size=(80, 24)) as here:
            form = await begin(here, line, kind, given)
            before = form.form.given
            demo.faults.add(f"/{things}$", Fault(status), method="POST", times=1)
            await here.press("f2")
            await here.until_shown(words)
            assert here.app.screen is form
            assert form.form.given == before
            await here.press("f2")
            await here.until_screen(MadeScreen)
            assert here.writes() == [("POST", f"/v1/repo/{YODA}/{things}")] * 2
