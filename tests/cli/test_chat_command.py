"""`breadtui chat` as a process of its own on a demo over loopback: pipes, codes and ctrl+c."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from breadtui.commands import exits
from breadtui.demo.faults import Fault
from breadtui.demo.serve import DemoOptions, DemoServer
from tests.fakes.telling import CHAT, let_cut, let_say, told

KEY = "sk-talking-0123456789"
MODEL, BASE = "ada/yoda_repo/coder_v6/354", "Qwen/Qwen3-32B"
DEADLINE_SECONDS = 60.0


@pytest.fixture
def demo() -> Iterator[DemoServer]:
    with DemoServer(DemoOptions(key=KEY, instant=True)) as served:
        yield served


def begin(demo: DemoServer, *words: str) -> subprocess.Popen[bytes]:
    environ = os.environ | {"BREAD_BASE_URL": demo.url, "BREAD_API_KEY": KEY}
    argv = [sys.executable, "-m", "breadtui", "chat", *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(argv, stdin=pipe, stdout=pipe, stderr=pipe, env=environ)


def run(demo: DemoServer, *words: str, typed: str = "") -> tuple[int, str, str]:
    """The exit code, what was written, what was told."""
    process = begin(demo, *words)
    written, said = process.communicate(typed.encode(), timeout=DEADLINE_SECONDS)
    return process.returncode, written.decode(), said.decode()


def test_a_question_from_a_pipe_is_asked_without_the_line_end_behind_it(demo: DemoServer) -> None:
    let_say(demo, "<think>hm</think>\n\nBe", "cause.")
    code, written, said = run(demo, MODEL, "--json", typed="Why\npatience?\n")
    answer = json.loads(written)
    assert (code, said) == (exits.OK, "")
    assert (answer["question"], answer["answer"], answer["thinking"]) == ("Why\npatience?", "Because.", "hm")


def test_two_models_by_shorter_names_one_with_a_system_prompt_of_its_own(demo: DemoServer) -> None:
    words = ["coder_v6", BASE, "--no-think", "-m", "How?", "--system-of", BASE, "You are Yoda."]
    code, written, _ = run(demo, *words)
    assert code == exits.OK
    heads = [line for line in written.splitlines() if line.startswith("== ")]
    assert heads == [f"== {MODEL}", f"== {BASE}"]
    assert "Three things" not in written


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((MODEL, "-m", " "), exits.USAGE),
        ((MODEL, "-m", "x", "--temperature", "9"), exits.USAGE),
        ((MODEL, "-m", "x", "--system-of", "other", "y"), exits.USAGE),
        (("a", "b", "c", "d", "e", "-m", "x"), exits.USAGE),
        (("nobody/at/all/1", "-m", "x"), exits.REFUSED),
    ],
)
def test_what_cannot_be_asked_is_a_code_and_a_sentence(demo: DemoServer, words: tuple[str, ...], code: int) -> None:
    found, written, said = run(demo, *words)
    assert (found, written) == (code, "")
    assert said.strip()


def test_half_an_answer_is_written_with_the_code_of_a_network_that_failed(demo: DemoServer) -> None:
    let_cut(demo, "Half an ", "answer")
    code, written, said = run(demo, MODEL, "-m", "All?")
    assert (code, written) == (exits.NETWORK, "Half an answer\n")
    assert "before its answer was whole" in said


def test_ctrl_c_stops_and_what_came_is_written(demo: DemoServer) -> None:
    let_say(demo, "Begun. ", stays_open=True)
    process = begin(demo, MODEL, "-m", "Go on.")
    assert process.stdout is not None
    assert process.stdout.read(7) == b"Begun. "
    process.send_signal(signal.SIGINT)
    written, _ = process.communicate(timeout=DEADLINE_SECONDS)
    assert (process.returncode, written) == (exits.INTERRUPTED, b"\n")


def test_a_reader_that_has_enough_ends_an_endless_answer(demo: DemoServer, home: Path) -> None:
    demo.faults.add(CHAT, Fault(told=told(f"line {number}\n" for number in itertools.count())))
    with begin(demo, MODEL, "-m", "Go on.") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"line 0\n"
        process.stdout.close()
        assert process.wait(DEADLINE_SECONDS) == exits.PIPE_CLOSED
    assert not list(home.glob("state/crashes/*"))
