"""`E` where no editor can be opened: the reason is said and nothing is left behind."""

from functools import partial
from pathlib import Path

import pytest

from breadtui.config.settings import Options
from tests.journeys.cockpit import YODA, Cockpit, cockpit, demo_server


def has_said(here: Cockpit, sentence: str) -> bool:
    return any(sentence in told for told in here.toasts)


async def test_a_terminal_that_cannot_be_lent_is_said_and_no_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "sh")
    monkeypatch.delenv("VISUAL", raising=False)
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA)) as here:
            await here.until_ready()
            await here.press("E")
            await here.until_true(partial(has_said, here, "choose a prompt"))
            await here.edit("yoda")
            await here.press("escape", "E")
            await here.until_true(partial(has_said, here, "no folder"))
            here.app.state_folder = tmp_path / "state"
            await here.press("E")
            await here.until_true(partial(has_said, here, "cannot be lent"))
            assert list((tmp_path / "state" / "editing").iterdir()) == []
            await here.type("editor pdf")
            await here.until_true(partial(has_said, here, "markdown|json|yaml"))
            monkeypatch.setenv("EDITOR", "gone")
            await here.type("editor json")
            await here.until_true(partial(has_said, here, "there is no editor 'gone' of $EDITOR"))


async def test_nothing_is_lent_where_nothing_may_be_changed(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA, is_read_only=True)) as here:
            await here.until_ready()
            await here.edit("yoda")
            await here.press("escape")
            await here.type("editor")
            await here.until_true(partial(has_said, here, "read-only"))
            assert not (tmp_path / "state" / "editing").exists()
