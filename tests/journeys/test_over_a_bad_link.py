"""Writing over a link that breaks: the connection is really cut, the session ends, and nothing typed is lost."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from breadtui.demo.faults import Fault
from breadtui.store.facts.state import Conflicted, Degraded, Saved, SaveRefused, Saving
from breadtui.ui.screens.asking.conflict import ConflictScreen
from breadtui.ui.terminal.message_text import MessageText
from tests.journeys.cockpit import Cockpit, cockpit, demo_server, prompt_key
from tests.journeys.line import Line
from tests.journeys.test_editing import drafts_on_disk
from tests.journeys.test_merging import write_elsewhere

MIDDLE = "\n".join(f"Rule {number}: answer it fully." for number in range(5))
BASE = f"You are Yoda, the old master.\n{MIDDLE}\nEnd with advice."
MINE = BASE.replace("the old master", "the kind old master").replace("Rule 3: answer", "Rule 3: always answer")
THEIRS = BASE.replace("the old master", "the old grandmaster").replace("End with", "End with short")
SIZES = [(120, 40), (80, 24)]


async def write_mine(here: Cockpit, text: str) -> None:
    """The whole text of the prompt in the editor, as a paste does it."""
    field = here.explorer.editor.query_one(MessageText)
    field.replace(text, field.document.start, field.document.end)
    await here.pilot.pause()


async def hang_up(here: Cockpit) -> None:
    """The terminal goes away, as when the connection of a remote login is lost."""
    here.app._endings.end(signal.SIGHUP)
    await here.until_true(lambda: here.app._exit)


@pytest.mark.parametrize("size", SIZES)
async def test_a_cut_connection_and_somebody_elses_change_lose_nothing(tmp_path: Path, size: tuple[int, int]) -> None:
    key = prompt_key("yoda")
    with demo_server() as demo, Line(demo.url) as line:
        over_line = {"BREAD_BASE_URL": line.url}
        await write_elsewhere(demo, "yoda", BASE)

        async with cockpit(demo, tmp_path, size=size, environ=over_line) as here:
            await here.until_ready()
            await here.edit("yoda")
            await write_mine(here, MINE)
            demo.faults.add("/prompts/yoda$", Fault(delay_seconds=60.0), times=None, method="GET")
            await here.press("f2")
            await here.until(lambda state: isinstance(state.saves.get(key), Saving))
            line.cut()  # while the save is on its way
            await here.until(lambda state: isinstance(state.saves.get(key), SaveRefused))
            demo.faults.clear()
            await here.until_shown("(text is kept)")
            await here.until(lambda state: isinstance(state.link, Degraded))
            field = here.explorer.editor.query_one(MessageText)
            field.move_cursor(field.document.end)
            await here.write(" Hm")  # written on without a connection
            await hang_up(here)
        assert demo.world.repos[key.repo].prompts[key.name].messages[0]["content"] == BASE
        assert "Hm" in drafts_on_disk(tmp_path)
        await write_elsewhere(demo, "yoda", THEIRS)
        line.mend()

        async with cockpit(demo, tmp_path, size=size, environ=over_line) as here:
            await here.until_ready()
            assert here.mine(key) == f"{MINE} Hm"
            await here.edit("yoda")
            await here.until_shown("the kind old master")
            await here.until_shown("changed on the server since you opened it")
            await here.press("f2")
            await here.until_screen(ConflictScreen)
            await here.press("enter")
            for words in ("the kind old master", "the old grandmaster", "was   You are Yoda, the old master"):
                assert words in here.text
            assert here.theirs(key) == THEIRS
            await here.press("m", "n", "b", "f2")
            await here.until(lambda state: isinstance(state.saves.get(key), Saved))
            kept_of_both = MINE.replace("End with advice.", "End with advice. Hm\nEnd with short advice.")
            assert here.theirs(key) == kept_of_both
            await here.until_shown("saved and verified")
            await here.until_true(lambda: "Hm" not in drafts_on_disk(tmp_path))


async def test_a_conflict_whose_link_breaks_before_the_result_is_saved_keeps_the_result(tmp_path: Path) -> None:
    key = prompt_key("yoda")
    with demo_server() as demo, Line(demo.url) as line:
        await write_elsewhere(demo, "yoda", BASE)
        async with cockpit(demo, tmp_path, environ={"BREAD_BASE_URL": line.url}) as here:
            await here.until_ready()
            await here.edit("yoda")
            await write_mine(here, MINE)
            await here.until(lambda _: here.mine(key) == MINE)
            await write_elsewhere(demo, "yoda", THEIRS)
            await here.press("f2")
            await here.until(lambda state: isinstance(state.saves.get(key), Conflicted))
            await here.until_screen(ConflictScreen)
            line.cut()
            await here.press("t", "f2")
            await here.until(lambda state: isinstance(state.saves.get(key), SaveRefused))
            merged = THEIRS.replace("Rule 3: answer", "Rule 3: always answer")
            assert here.mine(key) == merged
            assert here.theirs(key) == THEIRS
            line.mend()
            await here.press("f2")
            await here.until_asked()
            await here.press("y")
            await here.until(lambda state: isinstance(state.saves.get(key), Saved))
            assert here.theirs(key) == merged
