"""Saving on a service that refuses to replace, fails, or cannot be read after a write: what a person sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from breadtui.demo.faults import Fault
from breadtui.domain.names import PromptKey
from breadtui.store.facts.state import Saved, SaveRefused
from tests.journeys.cockpit import Cockpit, cockpit, demo_server, prompt_key
from tests.journeys.test_editing import type_draft

YODA = "/prompts/yoda$"


async def confirmed(here: Cockpit, *faults: Fault) -> PromptKey:
    """A replacement that was said yes to, while the service has these faults for the next PUTs."""
    await here.until_ready()
    key = await type_draft(here)
    await here.press("f2")
    await here.until_asked()
    for fault in faults:
        here.demo.faults.add(YODA, fault, method="PUT")
    await here.press("y")
    return key


@pytest.mark.parametrize("status", [404, 405])
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_where_nothing_can_be_replaced_another_name_is_proposed(
    tmp_path: Path, status: int, size: tuple[int, int]
) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=size) as here:
            key = await confirmed(here, Fault(status=status))
            before = here.theirs(key)
            await here.until_true(lambda: here.explorer.line.value == "saveas yoda_v2")
            assert any("this server does not replace prompts" in toast for toast in here.toasts)
            assert here.theirs(key) == before
            await here.press("enter")
            await here.until(lambda state: key not in state.drafts)
            assert here.theirs(prompt_key("yoda_v2")) == f"Mine. {before}"


@pytest.mark.parametrize(("status", "words"), [(500, "Internal server error"), (429, "Too many requests")])
async def test_a_failure_keeps_the_text_and_is_told_where_it_stands(tmp_path: Path, status: int, words: str) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            key = await confirmed(here, *[Fault(status=status)] * 9)
            await here.until(lambda state: isinstance(state.saves.get(key), SaveRefused))
            await here.until_shown("could not save")
            assert "(text is kept)" in here.text
            assert any(f"prompt yoda is not saved: {words}" in toast for toast in here.toasts)
            assert here.mine(key).startswith("Mine. ")
            assert not here.theirs(key).startswith("Mine. ")


async def test_a_write_that_cannot_be_read_back_is_called_neither_saved_nor_lost(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await type_draft(here)
            await here.press("f2")
            await here.until_asked()
            demo.faults.add(YODA, Fault(), method="GET")  # the look before the write
            demo.faults.add(YODA, Fault(status=500), method="GET", times=None)
            await here.press("y")
            await here.until_shown("may be saved or not: f2 looks again (text is kept)")
            assert here.theirs(key).startswith("Mine. ")
            demo.faults.clear()
            await here.press("f2")
            await here.until(lambda state: isinstance(state.saves.get(key), Saved))
            await here.until_shown("saved and verified")
            assert [method for method, _ in here.writes()] == ["POST", "PUT"]
