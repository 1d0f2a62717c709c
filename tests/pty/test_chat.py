"""Chat in a real terminal: an answer survives a kill, obeys nothing, and costs what is new of it."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from breadtui.demo.faults import Fault
from breadtui.demo.serve import DemoOptions, DemoServer
from tests.fakes.telling import let_cut, let_say
from tests.pty.terminal import Terminal

PROGRAM = str(Path(sys.executable).with_name("breadtui"))
KEY = "sk-pty-0123456789-secret"
MODEL = "ada/yoda_repo/coder_v2/354"
BASE = "Qwen/Qwen3-32B"
HOSTILE = (
    "a\x1b]52;c;aGFja2Vk\x07b \x1b[2J\x1b[?1049l \x1b]0;owned\x07 \x9b31m \x1bP+q544e\x1b\\ \x1b[6n "
    "[@click=app.quit]mark[/] \u202egnp.exe \u2028 \x00\x08\x7f done"
)


@pytest.fixture
def demo() -> Iterator[DemoServer]:
    with DemoServer(DemoOptions(key=KEY)) as served:
        yield served


def program(home: Path, demo: DemoServer, *models: str, size: tuple[int, int] = (100, 30)) -> Terminal:
    environ = {
        "BREADTUI_STATE_DIR": str(home / "state"),
        "BREADTUI_CONFIG_DIR": str(home / "config"),
        "HOME": str(home),
        "BREAD_BASE_URL": demo.url,
        "BREAD_API_KEY": KEY,
    }
    words = [PROGRAM, "chat", *models]
    return Terminal(words, columns=size[0], lines=size[1], environ=environ, folder=home, deadline_seconds=40.0)


def ask(here: Terminal, question: str) -> None:
    here.wait_for("Your message")
    here.wait_for("enter send")
    here.send(question)
    here.wait_for(question)
    here.press("enter")


def numbers_in(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"word(\d+)\.", text)]


def reach_on_disk(here: Terminal, home: Path, number: int) -> None:
    """Wait until the disk, which no drawing waits for, has this much of an answer that still comes."""
    here.wait_for(lambda: number in numbers_in("".join(file.read_text() for file in home.rglob("*.grown"))))


def lines_seen(here: Terminal) -> int:
    """The highest number of a line that is on the screen."""
    return max((int(number) for number in re.findall(r"line (\d+) of", here.text)), default=0)


def reach(here: Terminal, number: int) -> None:
    """Read until the answer is at this line, or beyond."""
    here.wait_for(lambda: lines_seen(here) >= number)


def test_what_was_read_of_an_answer_is_there_after_a_kill(tmp_path: Path, demo: DemoServer) -> None:
    let_say(demo, *(f"word{number}. " for number in range(100_000)), seconds=0.02)
    with program(tmp_path, demo, MODEL) as here:
        ask(here, "Count for me.")
        here.wait_for("word120.")
        seen = max(numbers_in(here.text))
        reach_on_disk(here, tmp_path, seen)
        here.kill(signal.SIGKILL)
        assert here.wait_until_ended() == -signal.SIGKILL
    with program(tmp_path, demo, MODEL) as here:
        here.wait_for("gone on with")  # which goes again by itself
        here.wait_for("cut by the end of the program")
        assert "Count for me." in here.text
        assert seen <= max(numbers_in(here.text))
        assert "stopped by you" not in here.text


def test_what_is_typed_before_the_chat_is_there_is_no_command_of_the_tree(tmp_path: Path, demo: DemoServer) -> None:
    demo.faults.add("/v1/models$", Fault(delay_seconds=2.0))  # which a name that is no path has to be looked up in
    with program(tmp_path, demo, "yoda_repo/coder_v2") as here:
        here.wait_for("1 Tree")
        here.wait_for("yoda_repo")
        here.send("What is patience?")
        here.wait_for("enter send")
        here.wait_for("What is patience?")


def test_nothing_that_a_model_says_is_obeyed(tmp_path: Path, demo: DemoServer) -> None:
    # Split within its sequences, so that no piece is harmful by itself.
    let_say(demo, *(HOSTILE[at : at + 2] for at in range(0, len(HOSTILE), 2)))
    with program(tmp_path, demo, MODEL) as here:
        here.wait_for("enter send")
        here.wait_until_quiet(0.5)
        begins = len(here.raw)
        ask(here, "Attack.")
        here.wait_for("to the first word")
        here.wait_for("[@click=app.quit]mark[/]")
        here.wait_until_quiet(0.5)
        said = here.raw[begins:]
        assert "done" in here.text
    for obeyed in (b"\x1b]52", b"\x1b]0;", b"\x1b[2J", b"\x1b[?1049l", b"\x1bP", b"\x1b[6n", b"\xc2\x9b", b"\x07"):
        assert obeyed not in said
    for hidden in ("\u202e", "\u2028", "\x7f", "\x00", "\x08"):
        assert hidden.encode() not in said


def test_a_cut_answer_stays_with_its_reason_and_is_asked_again(tmp_path: Path, demo: DemoServer) -> None:
    let_cut(demo, "Half an ", "answer")
    let_say(demo, "All of it.")
    with program(tmp_path, demo, MODEL) as here:
        ask(here, "Tell me.")
        here.wait_for("The answer broke off: ")
        assert "Half an answer" in here.text
        here.press("escape")
        here.wait_for("m write")
        here.press("r")
        here.wait_for("All of it.")
        here.wait_for("1 earlier answer")


@pytest.mark.parametrize("models", [(MODEL,), (MODEL, BASE)], ids=["alone", "side by side"])
def test_a_long_answer_costs_what_is_new_and_not_what_stands(
    tmp_path: Path, demo: DemoServer, models: tuple[str, ...]
) -> None:
    lines = [f"line {number} of an answer that is told slowly\n" for number in range(400)]
    for _ in models:
        let_say(demo, *lines, seconds=0.01)
    with program(tmp_path, demo, *models) as here:
        ask(here, "Go on.")
        costs = []
        for first in (50, 210):
            reach(here, first)
            begins, seen = len(here.raw), lines_seen(here)
            reach(here, first + 150)
            costs.append((len(here.raw) - begins) / (lines_seen(here) - seen) / len(models))
    early, late = costs
    shown = len("  " + lines[100].strip())
    # Each line, its share of figures below, and what little moves it up; at every length of the answer the same.
    assert max(costs) <= 8 * shown
    assert late <= 3 * early + shown
