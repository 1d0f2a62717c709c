"""The live plot in a real terminal: it is drawn, leads on to the cockpit, and gives the terminal back."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from breadtui.demo.serve import DemoOptions, DemoServer
from tests.pty.terminal import Terminal

PROGRAM = str(Path(sys.executable).with_name("breadtui"))
KEY = "sk-pty-0123456789-secret"
PLACE = "yoda_repo/yoda_v1"


@pytest.fixture
def demo() -> Iterator[DemoServer]:
    with DemoServer(DemoOptions(key=KEY)) as server:
        yield server


def around(home: Path, url: str) -> dict[str, str]:
    return {
        "BREADTUI_STATE_DIR": str(home / "state"),
        "BREADTUI_CONFIG_DIR": str(home / "config"),
        "BREAD_API_KEY": KEY,
        "BREAD_BASE_URL": url,
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
    }


def words(*more: str) -> list[str]:
    return [PROGRAM, "metrics", PLACE, "--watch", *more]


def test_it_is_drawn_and_leads_on_to_the_cockpit_at_the_same_bake(tmp_path: Path, demo: DemoServer) -> None:
    with Terminal(words(), columns=120, lines=40, environ=around(tmp_path, demo.url)) as terminal:
        terminal.wait_for("D done ── loss")
        assert "1 Tree" not in terminal.text
        terminal.press("enter")
        terminal.wait_for("1 Tree")
        terminal.wait_for("› yoda_v1")
        terminal.press("q")
        assert terminal.wait_until_ended() == 0


def test_leaving_it_gives_the_terminal_back(tmp_path: Path, demo: DemoServer) -> None:
    with Terminal(words("--metric", "lr"), columns=80, lines=24, environ=around(tmp_path, demo.url)) as terminal:
        terminal.wait_for("D done ── lr")
        terminal.press("q")
        assert terminal.wait_until_ended() == 0
        assert terminal.raw.rstrip().endswith((b"\x1b[?1049l", b"l", b"h"))
        assert b"\x1b[?1049l" in terminal.raw
        assert KEY not in terminal.raw.decode("utf-8", "replace")


def test_several_bakes_are_curves_in_one_plot(tmp_path: Path, demo: DemoServer) -> None:
    several = [PROGRAM, "metrics", PLACE, "yoda_repo/coder_v7", PLACE, "-w"]
    with Terminal(several, columns=120, lines=40, environ=around(tmp_path, demo.url)) as terminal:
        terminal.wait_for("D yoda_v1 · R ")
        terminal.wait_for("B ─── ── coder_v7")
        assert "C " not in terminal.text
        terminal.press("q")
        assert terminal.wait_until_ended() == 0


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["yoda_repo/coder_v7"], "Several bakes are watched with --watch, or held together by breadtui compare."),
        (["--watch", *(f"yoda_repo/b{number}" for number in range(8))], "At most 8 bakes are watched in one plot."),
    ],
)
def test_more_bakes_than_there_is_a_use_for_are_refused(
    tmp_path: Path, demo: DemoServer, more: list[str], told: str
) -> None:
    asked = [PROGRAM, "metrics", PLACE, *more]
    with Terminal(asked, columns=120, lines=24, environ=around(tmp_path, demo.url)) as terminal:
        assert terminal.wait_until_ended() == 2
        assert told in terminal.text


def test_a_bake_that_is_not_there_is_told_in_one_line(tmp_path: Path, demo: DemoServer) -> None:
    nowhere = [PROGRAM, "metrics", "yoda_repo/nowhere", "-w"]
    with Terminal(nowhere, columns=80, lines=24, environ=around(tmp_path, demo.url)) as terminal:
        assert terminal.wait_until_ended() == 7
        assert "breadtui: Bake 'nowhere' not found" in terminal.text.replace("\n", "")


def test_what_is_of_a_file_is_refused_beside_it(tmp_path: Path, demo: DemoServer) -> None:
    for more in (("-o", "loss.csv"), ("--stage", "stim"), ("--width", "90")):
        with Terminal(words(*more), columns=80, lines=24, environ=around(tmp_path, demo.url)) as terminal:
            assert terminal.wait_until_ended() == 2
            assert "has no meaning with --watch" in terminal.text
            assert b"\x1b" not in terminal.raw


def test_without_a_key_it_says_so(tmp_path: Path) -> None:
    environ = {**around(tmp_path, "http://127.0.0.1:9"), "BREAD_API_KEY": "", "HOME": str(tmp_path)}
    with Terminal(words(), columns=80, lines=24, environ=environ) as terminal:
        assert terminal.wait_until_ended() == 5
        assert "there is no key" in terminal.text
