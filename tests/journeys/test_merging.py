"""Two people edit one prompt: their texts are put together on the real program."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from breadtui.demo.faults import Fault
from breadtui.demo.serve import DemoServer
from breadtui.domain.names import PromptKey
from breadtui.store.facts.state import Conflicted, Saved
from breadtui.ui.screens.asking.conflict import ConflictScreen
from breadtui.ui.terminal.message_text import MessageText
from tests.journeys.cockpit import KEY, YODA, Cockpit, cockpit, demo_server, prompt_key

BASE = "First.\nSecond.\nThird.\nFourth."
THEIRS = "First.\nSecond.\nThird of theirs.\nFourth.\nFifth of theirs."


async def write_elsewhere(demo: DemoServer, name: str, text: str) -> None:
    """Somebody else writes a prompt."""
    async with httpx.AsyncClient(base_url=demo.url, headers={"Authorization": f"Bearer {KEY}"}) as other:
        body = {"messages": [{"role": "system", "content": text}]}
        (await other.put(f"/v1/repo/{YODA}/prompts/{name}", json=body)).raise_for_status()


async def edit_both(here: Cockpit, theirs: str = THEIRS, words: str = "Mine. ") -> PromptKey:
    """A draft of mine that begins with words of mine, while theirs is on the service."""
    await here.until_ready()
    key = await here.edit("yoda")
    await here.write(words)
    await here.until(lambda _: here.mine(key).startswith(words))
    await write_elsewhere(here.demo, "yoda", theirs)
    await here.press("f2")
    await here.until_screen(ConflictScreen)
    return key


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_what_each_changed_alone_is_saved_without_a_decision(tmp_path: Path, size: tuple[int, int]) -> None:
    with demo_server() as demo:
        await write_elsewhere(demo, "yoda", BASE)
        async with cockpit(demo, tmp_path, size=size) as here:
            key = await edit_both(here)
            assert "no conflict: f2 saves · changed by one side: 1 by me, 2 by them" in here.text
            await here.press("f2")
            await here.until(lambda state: isinstance(state.saves.get(key), Saved))
            assert here.theirs(key) == f"Mine. {THEIRS}"
            assert key not in here.state.drafts
            await here.until_shown("saved and verified")


async def test_a_conflict_is_decided_and_the_result_edited_before_it_is_saved(tmp_path: Path) -> None:
    theirs = BASE.replace("First", "Their first")
    with demo_server() as demo:
        await write_elsewhere(demo, "yoda", BASE)
        async with cockpit(demo, tmp_path) as here:
            key = await edit_both(here, theirs)
            await here.press("b", "e")
            await here.until_true(lambda: here.explorer.editor.has_focus_within)
            assert here.mine(key) == f"Mine. First.\nTheir {BASE.replace('First', 'first', 1)}"
            assert here.state.drafts[key].base is not None
            await here.press("f2")
            await here.until_asked()  # theirs was seen: nobody else is in the way
            await here.press("y")
            await here.until(lambda state: isinstance(state.saves.get(key), Saved))
            assert here.theirs(key).startswith("Mine. First.\nTheir first.")


async def test_somebody_who_writes_while_the_texts_are_put_together_is_not_overwritten(tmp_path: Path) -> None:
    with demo_server() as demo:
        await write_elsewhere(demo, "yoda", BASE)
        async with cockpit(demo, tmp_path) as here:
            key = await edit_both(here)
            first = here.app.screen
            await write_elsewhere(demo, "yoda", f"{THEIRS}\nSixth of theirs.")
            await here.press("f2")
            await here.until(lambda state: isinstance(state.saves.get(key), Conflicted))
            await here.until_true(lambda: isinstance(here.app.screen, ConflictScreen) and here.app.screen is not first)
            await here.until_screen(ConflictScreen)
            await here.press("f2")
            await here.until(lambda state: isinstance(state.saves.get(key), Saved))
            assert here.theirs(key) == f"Mine. {THEIRS}\nSixth of theirs."


async def test_a_name_that_somebody_took_meanwhile_leads_to_the_next(tmp_path: Path) -> None:
    with demo_server() as demo:
        await write_elsewhere(demo, "yoda", BASE)
        async with cockpit(demo, tmp_path) as here:
            key = await edit_both(here)
            await here.press("s")
            await here.until_true(lambda: here.explorer.line.value == "saveas yoda_v2")
            await write_elsewhere(demo, "yoda_v2", "somebody else's")
            await here.press("enter")
            await here.until_true(lambda: here.explorer.line.value == "saveas yoda_v3")
            assert here.theirs(prompt_key("yoda_v2")) == "somebody else's"
            await here.press("enter")
            await here.until(lambda state: key not in state.drafts)
            assert here.theirs(prompt_key("yoda_v3")) == f"Mine. {BASE}"
            assert here.theirs(key) == THEIRS


async def test_the_next_free_name_is_offered_while_one_is_typed(tmp_path: Path) -> None:
    with demo_server() as demo:
        await write_elsewhere(demo, "yoda_v2", "taken")
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.edit("yoda")
            await here.press("escape")
            await here.press("colon")
            await here.write("saveas yo")
            await here.press("tab")
            assert here.explorer.line.value == "saveas yoda_v3"


async def test_instead_of_replacing_a_text_mine_may_get_another_name(tmp_path: Path) -> None:
    with demo_server() as demo:
        await write_elsewhere(demo, "yoda", BASE)
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await here.edit("yoda")
            await here.write("Mine. ")
            await here.press("f2")
            await here.until_asked()
            await here.press("s")
            await here.until_true(lambda: here.explorer.line.value == "saveas yoda_v2")
            await here.press("enter")
            await here.until(lambda state: key not in state.drafts)
            assert here.theirs(prompt_key("yoda_v2")) == f"Mine. {BASE}"
            assert here.theirs(key) == BASE


async def test_letters_typed_while_the_save_is_on_its_way_are_put_together_too(tmp_path: Path) -> None:
    with demo_server() as demo:
        await write_elsewhere(demo, "yoda", BASE)
        async with cockpit(demo, tmp_path) as here:
            key = await edit_both(here)
            await here.press("escape")
            await here.until_true(lambda: here.app.screen is here.explorer)
            demo.faults.add("/prompts/yoda$", Fault(delay_seconds=4.0), method="GET", times=None)
            await here.press("f2")
            here.explorer.editor.query_one(MessageText).insert("Late. ")
            await here.until_screen(ConflictScreen)
            demo.faults.clear()
            await here.press("f2")
            await here.until(lambda state: isinstance(state.saves.get(key), Saved))
            assert here.theirs(key) == f"Mine. Late. {THEIRS}"


async def test_decisions_are_kept_while_a_conflict_waits_and_the_editor_counts_the_rest(tmp_path: Path) -> None:
    lines = "\n".join(f"Line {number}." for number in range(9))
    with demo_server() as demo:
        await write_elsewhere(demo, "yoda", f"First.\n{lines}\nLast.")
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await here.edit("yoda")
            mine, theirs = (f"{whose} first.\n{lines}\n{whose} last." for whose in ("My", "Their"))
            field = here.explorer.editor.query_one(MessageText)
            field.replace(mine, field.document.start, field.document.end)
            await here.until(lambda _: here.mine(key) == mine)
            await write_elsewhere(demo, "yoda", theirs)
            await here.press("f2")
            await here.until_screen(ConflictScreen)
            await here.press("t", "escape")
            await here.until_shown("not saved: 1 of 2 conflicts is undecided · f2 goes on")
            await here.press("f2")
            await here.until_screen(ConflictScreen)
            await here.until_shown("Your decision of before is kept.")
            await here.press("m", "f2")
            await here.until(lambda state: isinstance(state.saves.get(key), Saved))
            assert here.theirs(key) == f"Their first.\n{lines}\nMy last."
            assert not here.state.put_aside
