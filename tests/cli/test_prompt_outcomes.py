"""`breadtui prompt` for scripts: outcomes as JSON, versions by number, what may be replaced named by a file."""

import json
from pathlib import Path

import pytest

from breadtui.commands import exits
from breadtui.demo.serve import DemoServer
from tests.cli.prompt_runs import Runs, theirs, write_elsewhere

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
