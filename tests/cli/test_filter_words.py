"""Filter words on the command line: told from places and options, and marked where they are wrong."""

import json

import pytest

from breadtui.cli.main import main
from breadtui.cli.words.filters import complaint_lines
from breadtui.cli.words.line import parse
from breadtui.cli.words.usage import UsageProblem
from breadtui.commands import exits
from breadtui.domain.query.queries import BadQuery


@pytest.mark.parametrize(
    ("words", "place", "text"),
    [
        (["tree"], None, ""),
        (["tree", "yoda"], ("yoda", None), ""),
        (["tree", "yoda", "status:run", "loss<2e-7"], ("yoda", None), "status:run loss<2e-7"),
        (["tree", "status:run", "yoda"], None, "status:run yoda"),
        (["tree", "yoda", "-status:done", "--json"], ("yoda", None), "-status:done"),
        (["--profile", "work", "status", "--json", "-has:error"], None, "-has:error"),
        (["tree", '"exact text"'], None, '"exact text"'),
        (["tree", "yoda/", "coder"], ("yoda", None), "coder"),
        (["tree", "--", "yoda", "--json"], ("yoda", None), "--json"),
        (["tree", "--base-url", "http://x:1", "yoda"], ("yoda", None), ""),
    ],
)
def test_the_first_plain_word_is_the_repository_and_the_rest_filters(
    words: list[str], place: tuple[str, str | None] | None, text: str
) -> None:
    found = parse(words)
    assert (found.place, found.filter) == (place, text)


def test_forms_exclude_each_other() -> None:
    assert parse(["tree", "--mermaid"]).form == "mermaid"
    assert parse(["show", "a/b", "--markdown"]).form == "markdown"
    with pytest.raises(UsageProblem):
        parse(["tree", "--mermaid", "--dot"])


def test_a_misspelled_option_is_still_told() -> None:
    with pytest.raises(UsageProblem, match="--jsn"):
        parse(["tree", "--jsn"])


def test_graph_wants_a_place_and_knows_kinds() -> None:
    found = parse(["graph", "yoda/teach", "--kind", "prompt", "--used-by"])
    assert (found.place, found.kind, found.used_by, found.form) == (("yoda", "teach"), "prompt", True, "text")
    with pytest.raises(UsageProblem):
        parse(["graph", "yoda"])


def test_the_place_of_a_mistake_is_marked_under_it() -> None:
    text = "coder statuss:run"
    assert complaint_lines(text, BadQuery(6, 7, "no field 'statuss'")).splitlines() == [
        "in the filter, no field 'statuss'",
        "  coder statuss:run",
        "        ^^^^^^^",
    ]


def test_a_mark_stands_where_something_is_missing_and_nothing_is_obeyed() -> None:
    lines = complaint_lines("a\x1b[2J loss<", BadQuery(11, 0, "a number belongs here")).splitlines()
    assert lines[1:] == ["  a␛[2J loss<", "             ^"]


def test_a_wrong_filter_is_told_with_2_before_anything_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tree", "yoda_repo", "loss<lots"]) == exits.USAGE
    told = capsys.readouterr()
    assert told.out == ""
    first, text, mark = told.err.splitlines()
    assert first.startswith("breadtui: in the filter, ")
    assert text[mark.index("^") :] == "lots"


@pytest.mark.parametrize(
    "words",
    [
        ("tree", "yoda_repo", "status:run", "--json"),
        ("status", "under:coder_v5", "--json"),
        ("graph", "yoda_repo/coder_v7", "--json"),
        ("graph", "yoda_repo/teach_7", "--kind", "prompt", "--json"),
        ("graph", "yoda_repo/coder_v5", "--used-by", "--json"),
        ("blame", "yoda_repo/coder_v7", "--json"),
    ],
)
def test_data_goes_to_stdout_alone(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, "--demo"]) == exits.OK
    told = capsys.readouterr()
    assert told.err == ""
    assert json.loads(told.out)


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (("tree", "yoda_repo", "--mermaid"), "flowchart LR\n"),
        (("tree", "--dot"), "digraph bread {\n"),
        (("graph", "yoda_repo/coder_v7", "--dot"), "digraph bread {\n"),
        (("show", "yoda_repo/coder_v7", "--markdown"), "# `yoda_repo/coder_v7`\n"),
    ],
)
def test_pictures_and_pages_are_whole(words: tuple[str, ...], begins: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, "--demo"]) == exits.OK
    out = capsys.readouterr().out
    assert out.startswith(begins)
    assert out.endswith("\n")


def test_a_bake_that_is_not_there_is_told_with_6(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", "yoda_repo/nope", "--demo"]) == exits.REFUSED
    assert capsys.readouterr().out == ""
