"""The command line: what is understood, and how the rest is told."""

import pytest

from breadtui.cli.words.help_page import PAGE
from breadtui.cli.words.line import COMMANDS, command_of, parse
from breadtui.cli.words.metrics import MOST_WATCHED
from breadtui.cli.words.numbers import seconds
from breadtui.cli.words.parsers import cockpit_parser
from breadtui.cli.words.usage import UsageProblem
from breadtui.ui.present.plot.drawing import MOST_CURVES


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ([], None),
        (["yoda"], ("yoda", None)),
        (["yoda/"], ("yoda", None)),
        (["status/"], ("status", None)),
        (["yoda/v1"], ("yoda", "v1")),
        (["--profile", "status", "yoda"], ("yoda", None)),
        (["--", "status"], ("status", None)),
    ],
)
def test_a_place_opens_the_cockpit_there(words: list[str], place: tuple[str, str | None] | None) -> None:
    found = parse(words)
    assert (found.command, found.place) == (None, place)


def test_a_repository_named_like_a_command_is_reached_by_an_option() -> None:
    found = parse(["--repo", "tree"])
    assert (found.command, found.repo) == (None, "tree")


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (["status"], "status"),
        (["--profile", "work", "tree"], "tree"),
        (["--demo", "status"], "status"),
        (["yoda", "status"], None),
        (["--profile=work", "wait", "a/b"], "wait"),
        (["--", "wait"], None),
    ],
)
def test_the_first_plain_word_may_be_a_command(words: list[str], command: str | None) -> None:
    assert command_of(words) == command


def test_options_may_stand_on_either_side_of_the_command() -> None:
    found = parse(["--profile", "work", "wait", "a/b", "--phase", "stim", "--timeout", "2h", "--json", "--demo"])
    assert (found.profile, found.places, found.phase) == ("work", [("a", "b")], "stim")
    assert (found.timeout, found.every, found.json, found.demo) == (7200.0, None, True, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2h", 7200), ("1h30m", 5400), ("45s", 45), ("90", 90), ("1d", 86_400), ("0", 0), ("99999999d", 30 * 86_400)],
)
def test_durations_are_written_as_people_write_them(text: str, expected: float) -> None:
    assert seconds(text) == expected


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--colour"], "'--colour'"),
        (["status", "--read-only"], "'--read-only'"),
        (["--prof", "x"], "'--prof'"),
        (["a", "b"], "one word too many"),
        (["/v1"], "REPO or REPO/BAKE"),
        (["show"], "REPO/NAME"),
        (["show", "yoda"], "REPO/BAKE"),
        (["wait", "a/b", "--timeout", "soon"], "2h"),
        (["wait", "a/b", "--timeout", ""], "2h"),
        (["wait", "a/b", "--phase", "fry"], "stim"),
        (["--profile"], "--profile"),
        (["demo-server", "--port", "70000"], "65535"),
        (["demo-server", "--port", "²"], "65535"),
        (["demo-server", "--speed", "0"], "above 0"),
        (["demo-server", "--speed", "nan"], "above 0"),
        (["demo-server", "--speed", "2", "--instant"], "not allowed"),
    ],
)
def test_what_cannot_be_understood_is_told_in_a_sentence(words: list[str], said: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        parse(words)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


KEY = "sk-0123456789abcdef0123"


@pytest.mark.parametrize(
    "words",
    [
        ["--key", KEY],
        [f"--key={KEY}"],
        ["--api-key", "anything"],
        [f"--token={KEY}"],
        ["status", "--api-key", KEY],
        [KEY],
        ["wait", KEY],
        ["--profile", KEY],
        [f"--base-url={KEY}"],
        [f"Bearer {KEY}"],
    ],
)
def test_a_key_among_the_words_is_refused_and_never_echoed(words: list[str]) -> None:
    with pytest.raises(UsageProblem) as caught:
        parse(words)
    assert "BREAD_API_KEY" in str(caught.value)
    assert KEY not in str(caught.value)
    assert "anything" not in str(caught.value)


def test_the_demo_servers_own_key_may_be_given() -> None:
    assert parse(["demo-server", "--key", KEY, "--port", "4000"]).key == KEY


@pytest.mark.parametrize("words", [["--help"], *([command, "--help"] for command in COMMANDS)])
def test_every_command_explains_itself(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse(words)
    assert caught.value.code == 0
    assert "usage: breadtui" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["help"], ["--help"]),
        (["help", "run"], ["run", "--help"]),
        (["help", "prompt", "set"], ["prompt", "set", "--help"]),
        (["help", "--help"], ["--help"]),
    ],
)
def test_help_is_a_word_as_well(words: list[str], asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    pages = []
    for typed in (words, asked):
        with pytest.raises(SystemExit) as caught:
            parse(typed)
        pages.append((caught.value.code, capsys.readouterr().out))
    assert pages[0] == pages[1]
    assert pages[0][1].startswith("usage: breadtui")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["staus"], "status"),
        (["--profile", "x", "Tre"], "tree"),
        (["status/"], None),
        (["tree/x"], None),
        (["yoda_repo"], None),
        (["--repo", "yoda_repo", "staus"], None),
        (["--", "staus"], None),
        ([], None),
    ],
)
def test_a_place_that_resembles_a_command_may_have_been_meant_as_one(words: list[str], meant: str | None) -> None:
    assert parse(words).meant == meant


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["staus", "yoda_repo"], "there is one word too many; did you mean status?"),
        (["staus", "--json"], "there is no option '--json'; did you mean status?"),
        (["help", "staus"], "there is no such command; did you mean status?"),
    ],
)
def test_what_only_a_command_takes_names_the_one_that_was_meant(words: list[str], said: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        parse(words)
    assert str(caught.value) == said


def test_help_for_what_is_no_command_is_refused_without_repeating_it() -> None:
    with pytest.raises(UsageProblem, match="there is no such command"):
        parse(["help", "nonsense"])


@pytest.mark.parametrize("command", [each for each in COMMANDS if each != "compare"])
def test_pages_fit_a_terminal_of_eighty_cells(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit):
        parse([command, "--help"])
    assert [line for line in capsys.readouterr().out.splitlines() if len(line) > 80] == []


def test_the_page_by_hand_names_every_option() -> None:
    for action in cockpit_parser()._actions:
        for option in action.option_strings:
            assert option in PAGE


def test_help_tells_exit_codes_commands_and_where_the_key_comes_from(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--help"])
    text = capsys.readouterr().out
    for words in ("exit codes", "BREAD_API_KEY", "--repo NAME or NAME/", *COMMANDS):
        assert words in text


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("compare a/b --json c/d", ["a/b", "c/d"]),
        ("compare --metric lr a/b --x time c/d e/f", ["a/b", "c/d", "e/f"]),
        ("wait a/b --phase bake c/d", ["a/b", "c/d"]),
    ],
)
def test_options_may_stand_between_places(words: str, places: list[str]) -> None:
    assert ["/".join(place) for place in parse(words.split()).places] == places


@pytest.mark.parametrize("words", ["metrics a/b --watch c/d e/f", "metrics -w a/b c/d e/f", "metrics a/b c/d e/f -w"])
def test_bakes_to_watch_may_stand_before_and_behind(words: str) -> None:
    found = parse(words.split())
    assert (found.place, found.beside, found.form) == (("a", "b"), [("c", "d"), ("e", "f")], "watch")


def test_no_more_bakes_are_watched_than_there_are_curves() -> None:
    assert MOST_WATCHED == MOST_CURVES
