"""`breadtui prompt` for scripts: outcomes as JSON, versions by number, what may be replaced named by a file."""

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from breadtui.cli.main import main
from breadtui.cli.standard_input import agrees
from breadtui.commands import exits
from breadtui.demo.serve import DemoServer
from tests.cli.prompt_runs import KEY, Runs, theirs, write_elsewhere

MINE = "# system\n\nMine.\n"


def test_what_came_of_a_save_is_told_as_json(run: Runs) -> None:
    got = run("get", "yoda_repo/yoda").out
    for name, text, code, outcome in (
        ("yoda", got, exits.OK, "unchanged"),
        ("yoda", MINE, exits.CONFLICT, "conflict"),
        ("fresh", MINE, exits.OK, "saved"),
    ):
        ran = run("set", f"yoda_repo/{name}", "-", "--json", given=text)
        assert ran.code == code
        assert json.loads(ran.out) == {"repo": "yoda_repo", "prompt_name": name, "outcome": outcome}


def test_a_refused_save_leaves_no_json(run: Runs) -> None:
    ran = run("set", "yoda_repo/a b", "-", "--json", given=MINE)
    assert (ran.code, ran.out) == (exits.REFUSED, "")


def test_a_text_is_replaced_while_it_is_still_the_one_named(run: Runs, demo: DemoServer, home: Path) -> None:
    base, mine = home / "base.md", home / "mine.md"
    base.write_text(run("get", "yoda_repo/yoda").out)
    mine.write_text(MINE)
    assert run("set", "yoda_repo/yoda", str(mine), "--base", str(base)).code == exits.OK
    assert theirs(demo) == [{"role": "system", "content": "Mine."}]
    write_elsewhere(demo, "Theirs.")
    ran = run("set", "yoda_repo/yoda", "-", "--base", str(mine), given="# system\n\nMine again.\n")
    assert ran.code == exits.CONFLICT
    assert {"-Theirs.", "+Mine again."} <= set(ran.err.splitlines())
    assert theirs(demo) == [{"role": "system", "content": "Theirs."}]


def test_a_difference_is_told_as_json(run: Runs) -> None:
    ran = run("diff", "yoda_repo/yoda", "-", "--json", given=MINE)
    (hunk,) = json.loads(ran.out)["hunks"]
    assert (ran.code, hunk["message"], hunk["role"]) == (exits.DIFFERENT, 1, "system")
    assert hunk["lines"][-1] == {"mark": "+", "kind": "text", "text": "Mine."}
    same = run("diff", "yoda_repo/yoda", "yoda_repo/yoda", "--json")
    assert (same.code, json.loads(same.out)["hunks"]) == (exits.OK, [])


def test_a_version_seen_here_is_got_by_its_number(run: Runs) -> None:
    before = run("get", "yoda_repo/yoda").out
    run("set", "yoda_repo/yoda", "-", "--replace", given=MINE)
    assert run("get", "yoda_repo/yoda", "--version", "1").out == before
    assert "Mine." in run("get", "yoda_repo/yoda", "--version", "2").out
    ran = run("get", "yoda_repo/yoda", "--version", "3")
    assert (ran.code, ran.out) == (exits.USAGE, "")
    assert "there is no version 3: 2 versions of it seen" in ran.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("list", "yoda_repo/yoda"), "without a name"),
        (("get", "yoda_repo/yoda", "--version", "0"), "from 1"),
        (("get", "yoda_repo/yoda", "--json", "--yaml"), "not allowed with"),
        (("set", "yoda_repo/yoda", "-", "--replace", "--base", "x"), "not allowed with"),
        (("set", "yoda_repo/yoda", "-", "--base", "-"), "cannot be both"),
    ],
)
def test_wrong_words_are_told_with_the_help_that_says_more(run: Runs, words: tuple[str, ...], says: str) -> None:
    ran = run(*words, given=MINE)
    assert (ran.code, ran.out) == (exits.USAGE, "")
    assert says in ran.err
    if "both" not in says:
        assert ran.err.endswith(f"See breadtui prompt {words[0]} --help.\n")


class Interrupted:
    """Standard input at which a person presses ctrl+c; `went_on` tells that the wait for more was not ended by it."""

    def __init__(self) -> None:
        self.buffer = self
        self.went_on = False

    def isatty(self) -> bool:
        return True

    def read(self) -> bytes:
        os.kill(os.getpid(), signal.SIGINT)
        self.went_on = True
        return b"# system\n\nMine.\n"

    def readline(self) -> str:
        return self.read().decode()


def test_ctrl_c_ends_the_wait_for_standard_input_at_once(
    demo: DemoServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = Interrupted()
    monkeypatch.setenv("BREAD_BASE_URL", demo.url)
    monkeypatch.setenv("BREAD_API_KEY", KEY)
    monkeypatch.setattr(sys, "stdin", typed)
    assert main(["prompt", "set", "yoda_repo/fresh", "-"]) == exits.INTERRUPTED
    assert not typed.went_on
    assert "ctrl+d ends it" in capsys.readouterr().err
    assert "fresh" not in demo.world.repos["yoda_repo"].prompts


def test_ctrl_c_at_a_question_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = Interrupted()
    monkeypatch.setattr(sys, "stdin", typed)
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        agrees("Really?")
    assert not typed.went_on
    assert signal.getsignal(signal.SIGINT) is before
