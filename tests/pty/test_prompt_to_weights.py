"""From a prompt to the file of its model, from the first key to the last byte, by the real program in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from breadtui.demo.faults import Fault
from breadtui.demo.serve import DemoOptions, DemoServer
from breadtui.demo.weights import archive
from tests.pty.terminal import Terminal

PROGRAM = str(Path(sys.executable).with_name("breadtui"))
KEY = "sk-pty-0123456789-secret"
F2 = "\x1bOQ"
FILE = "yoda_repo-patient_1-1.tar.gz"
EVERY_SECOND = "[poll]\n" + "".join(
    f"{name}_seconds = 1\n" for name in ("stim", "rollout", "bake", "metrics", "overview", "overview_active")
)


@pytest.fixture
def demo() -> Iterator[DemoServer]:
    with DemoServer(DemoOptions(key=KEY, job_seconds=2.0)) as served:
        yield served


def program(home: Path, demo: DemoServer, size: tuple[int, int]) -> Terminal:
    environ = {
        "BREADTUI_STATE_DIR": str(home / "state"),
        "BREADTUI_CONFIG_DIR": str(home / "config"),
        "HOME": str(home),
        "BREAD_BASE_URL": demo.url,
        "BREAD_API_KEY": KEY,
    }
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text(EVERY_SECOND)
    columns, lines = size
    words = [PROGRAM, "yoda_repo"]
    return Terminal(words, columns=columns, lines=lines, environ=environ, folder=home, deadline_seconds=40.0)


def type_line(here: Terminal, line: str) -> None:
    """A command after the colon."""
    here.press(":")
    here.wait_for("a command;")
    here.send(line)
    here.wait_for(line)
    here.press("enter")


def agree(here: Terminal, question: str) -> None:
    """Say yes to a question, once it listens."""
    here.wait_for(question)
    here.wait_for("(default)")
    here.press_until("y", lambda: "(default)" not in here.text)


def pick(here: Terminal, key: str, heading: str, wanted: str, shows: str) -> None:
    """Choose one from the list that a key opens in a form."""
    here.press(key)
    here.wait_for(heading)
    here.send(wanted)
    here.wait_until_quiet()
    here.press("enter")
    here.wait_for(shows)


def make_target(here: Terminal) -> None:
    """Teacher, student and a generator, each where the form says that it is missing."""
    type_line(here, "new target patience --from default")
    here.wait_for("New target in yoda_repo")
    here.press("ctrl+g")
    pick(here, "enter", "type to narrow", "yoda", "You are Yoda")
    here.press("ctrl+g")
    pick(here, "enter", "type to narrow", "student_0", "no words: always on")
    here.press("ctrl+g")
    pick(here, "n", "Add a generator", "persona", "100 questions")
    here.press("j", "j", "enter", "ctrl+u")
    here.send("12")
    here.press("enter")
    here.wait_for("12 questions × 1 answer = 12 rows")
    create(here, "Target patience in yoda_repo")


def create(here: Terminal, heading: str) -> None:
    """Send the form, and go on to what it made."""
    here.wait_until_quiet()
    here.send(F2)
    here.wait_for(heading)
    here.wait_for("Created.")
    here.wait_until_quiet()
    here.press("enter")
    here.wait_for(lambda: "Created." not in here.text)


def read_rows(here: Terminal, heading: str, shows: str) -> None:
    """The rows, and what one of them holds; and back."""
    here.press("o")
    here.wait_for(heading)
    here.wait_for(shows)
    here.press("escape")
    here.wait_for(lambda: heading not in here.text)


def talk_to_it(here: Terminal) -> None:
    """Ask the model and its parent the same, by two keys and a question; and back."""
    here.press("a")
    here.wait_for("talk to the model beside its parent")
    here.press("c")
    here.wait_for("Qwen/Qwen3-32B")
    here.wait_until_quiet(0.5)
    here.send("What is patience?")
    here.wait_for("What is patience?")
    here.press("enter")
    here.wait_for(lambda: here.text.count("tokens") >= 2)
    here.wait_until_quiet(0.5)
    here.press("escape")
    here.wait_until_quiet(0.5)
    here.press("q")
    here.wait_for("parent/child")


def test_from_a_prompt_to_the_weights_of_its_model(tmp_path: Path, demo: DemoServer) -> None:
    with program(tmp_path, demo, (120, 40)) as here:
        here.wait_for("coder_v7")
        here.wait_until_quiet()
        make_target(here)
        here.press("S")
        here.wait_for("Start of patience")
        here.press("s")
        agree(here, "Start stim of patience")
        here.wait_for("D done 12/12 rows")
        read_rows(here, "stim of yoda_repo/patience", "row 1 of 12")
        here.press("S")
        agree(here, "Start rollout of patience")
        here.wait_for("rollout D done 12/12 rows")
        read_rows(here, "rollout of yoda_repo/patience", "answer  ")
        type_line(here, "new bake patient_1")
        here.wait_for("New bake in yoda_repo")
        create(here, "Bake patient_1 in yoda_repo")
        here.press("S")
        agree(here, "Start bake patient_1")
        here.wait_for("ada/yoda_repo/patient_1/1")
        talk_to_it(here)
        demo.faults.add("^/weights/", Fault(drop="cut"), times=2)
        here.press("a")
        here.wait_for("the weights, into a file here")
        here.press("g")
        agree(here, "Download the weights of patient_1 at step 1?")
        here.wait_for("the weights of yoda_repo/patient_1@1 are at")
        here.press("q")
        assert here.wait_until_ended() == 0
    assert (tmp_path / FILE).read_bytes() == archive("yoda_repo", "patient_1", 1).content
    assert not (tmp_path / f"{FILE}.part").exists()
    assert demo.faults._pending == []
    assert b"Signature" not in here.raw
