"""`breadtui prompt` as a script meets it, against a demo service over loopback."""

import json
from pathlib import Path

import pytest

from breadtui.commands import exits
from breadtui.demo.serve import DemoServer
from tests.cli.prompt_runs import Runs, theirs, write_elsewhere


def test_the_names_of_a_repository_are_listed(run: Runs) -> None:
    ran = run("list", "yoda_repo")
    assert (ran.code, ran.err) == (exits.OK, "")
    assert "yoda" in ran.out.splitlines()
    assert json.loads(run("list", "yoda_repo", "--json").out) == ran.out.splitlines()


@pytest.mark.parametrize("form", ["", "--json", "--yaml", "--markdown", "--openai", "--bgit"])
def test_what_is_got_in_any_form_can_be_set_under_another_name(run: Runs, demo: DemoServer, form: str) -> None:
    got = run("get", "yoda_repo/yoda", *([form] if form else []))
    assert (got.code, got.err) == (exits.OK, "")
    put = run("set", "yoda_repo/copy", "-", given=got.out)
    assert (put.code, put.out) == (exits.OK, "")
    assert "yoda_repo/copy is saved and read back" in put.err
    assert theirs(demo, "copy") == theirs(demo)


def test_another_text_is_shown_and_left_until_replacing_is_asked_for(run: Runs, demo: DemoServer, home: Path) -> None:
    before = theirs(demo)
    file = home / "mine.md"
    file.write_text("# system\n\nMine.\n")
    ran = run("set", "yoda_repo/yoda", str(file))
    assert (ran.code, ran.out) == (exits.CONFLICT, "")
    assert "-You are Yoda" in ran.err
    assert "+Mine." in ran.err
    assert "--replace" in ran.err
    assert theirs(demo) == before
    assert run("set", "yoda_repo/yoda", str(file), "--replace").code == exits.OK
    assert theirs(demo) == [{"role": "system", "content": "Mine."}]
    assert run("set", "yoda_repo/yoda", str(file)).code == exits.OK  # the same text is no conflict


def test_the_text_that_was_replaced_is_in_the_history(run: Runs, demo: DemoServer) -> None:
    assert "no version of it was seen" in run("history", "yoda_repo/yoda").err
    before = theirs(demo)
    run("set", "yoda_repo/yoda", "-", "--replace", given="# system\n\nMine.\n")
    seen = [json.loads(line) for line in run("history", "yoda_repo/yoda", "--json").out.splitlines()]
    assert [one["messages"] for one in seen] == [before, [{"role": "system", "content": "Mine."}]]
    assert "Mine." in run("history", "yoda_repo/yoda").out.splitlines()[1]


def test_a_difference_is_told_as_lines_and_as_an_exit_code(run: Runs, demo: DemoServer, home: Path) -> None:
    (home / "same.json").write_text(run("get", "yoda_repo/yoda", "--json").out)
    same = run("diff", "yoda_repo/yoda", str(home / "same.json"))
    assert (same.code, same.out, same.err) == (exits.OK, "", "")
    write_elsewhere(demo, "Hmm.\x1b[2J")
    ran = run("diff", "yoda_repo/yoda", str(home / "same.json"))
    assert (ran.code, ran.err) == (exits.JOB_FAILED, "")
    assert ran.out.splitlines()[:2] == ["--- yoda_repo/yoda", f"+++ {home / 'same.json'}"]
    assert "-Hmm.␛[2J" in ran.out
    assert run("diff", "yoda_repo/yoda", "yoda_repo/wise").code == exits.JOB_FAILED
    assert run("diff", "yoda_repo/wise", "yoda_repo/wise").code == exits.OK


@pytest.mark.parametrize(
    ("words", "given", "code", "says"),
    [
        (("set", "yoda_repo/x", "-"), '{"messages": [\n}', exits.USAGE, "standard input, line 2, column 1: no JSON"),
        (("set", "yoda_repo/x", "gone.md"), "", exits.USAGE, "gone.md cannot be read: No such file"),
        (("get", "yoda_repo/gone"), "", exits.REFUSED, "gone"),
        (("diff", "yoda_repo/yoda", "yoda_repo/gone"), "", exits.REFUSED, "gone"),
        (("set", "yoda_repo/tree/x", "-"), "# user\n", exits.REFUSED, ""),
        (("edit", "yoda_repo/yoda"), "", exits.USAGE, "needs a terminal"),
        (("get", "yoda_repo"), "", exits.USAGE, "REPO/NAME"),
        (("get", "yoda_repo/yoda", "--pdf"), "", exits.USAGE, "--pdf"),
        ((), "", exits.USAGE, "WHAT"),
        (("set", "yoda_repo/x", "-"), "PROMPT: {a: {messages: []}, b: {messages: []}}", exits.USAGE, "holds 2 prompts"),
    ],
)
def test_what_cannot_be_done_is_said_in_words_alone(
    run: Runs, words: tuple[str, ...], given: str, code: int, says: str
) -> None:
    ran = run(*words, given=given)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err
    assert ran.err.startswith("breadtui: ")


def test_of_several_prompts_in_a_file_the_one_of_that_name_is_taken(run: Runs, demo: DemoServer) -> None:
    given = "PROMPT:\n  a: {messages: []}\n  b: {messages: [{role: user, content: B}]}\n"
    assert run("set", "yoda_repo/b", "-", given=given).code == exits.OK
    assert theirs(demo, "b") == [{"role": "user", "content": "B"}]


def test_every_exit_code_is_in_the_help(run: Runs) -> None:
    for words in (("--help",), ("set", "--help")):
        ran = run(*words)
        assert ran.code == exits.OK
        assert exits.TABLE in ran.out
