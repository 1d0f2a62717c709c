"""A service that is away, slow or a stranger, met by the whole program."""

from __future__ import annotations

from pathlib import Path

import pytest

from breadtui.demo.faults import Fault
from breadtui.domain.errors import BreadError, NotBread, RateLimited
from breadtui.store.facts.remote import Failed
from breadtui.store.facts.state import AppState
from tests.journeys.cockpit import cockpit, demo_server

PAGE = b"<html><title>Hotel \x1b[2J wifi</title><script>x</script>"


def failed_with(kind: type[BreadError], state: AppState) -> bool:
    return isinstance(state.repos, Failed) and isinstance(state.repos.error, kind)


async def test_a_service_that_comes_after_the_program_is_shown_without_a_key_press(tmp_path: Path) -> None:
    with demo_server() as demo:
        demo.faults.add("", Fault(drop="before"), times=6)
        async with cockpit(demo, tmp_path) as here:
            await here.until(lambda state: isinstance(state.repos, Failed))
            await here.until_shown("not connected: No answer")
            await here.until_shown("The repositories could not be")
            await here.until(lambda state: state.trees)
            await here.until_shown("coder_v7")
            assert "not connected" not in here.text


@pytest.mark.parametrize(
    ("fault", "kind", "said"),
    [
        (Fault(status=200, body=PAGE), NotBread, "not the Bread API"),
        (Fault(status=502, body=PAGE, headers={"content-type": "text/html"}), BreadError, "The service failed (502)"),
        (Fault(status=429, headers={"retry-after": "700"}), RateLimited, "fewer calls"),
        (Fault(status=500, body=b"\x1b]0;x\x07" * 9000), BreadError, "The service failed (500)"),
    ],
)
async def test_a_stranger_at_the_start_is_told_in_words(
    tmp_path: Path, fault: Fault, kind: type[BreadError], said: str
) -> None:
    with demo_server() as demo:
        demo.faults.add("", fault, times=None)
        async with cockpit(demo, tmp_path) as here:
            await here.until(lambda state: failed_with(kind, state))
            await here.until_shown("not connected")
            assert said in here.text
            assert "\x1b" not in here.text
            assert "<script" not in here.text


async def test_an_account_without_repositories_says_so(tmp_path: Path) -> None:
    with demo_server(empty=True) as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_shown("No repositories yet")
            assert "connecting" not in here.text
            await here.pilot.press("j", "k", "enter", "S", "e", "2", "3", "4", "1", "J", "/", "x", "escape")
            await here.pilot.pause()
            assert "No repositories yet" in here.text
