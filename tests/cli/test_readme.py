"""The README names only what there is: words, options, settings, pictures, headings and exit codes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from breadtui.cli.words.line import COMMANDS, command_of, parse
from breadtui.commands import exits
from breadtui.config.config_file import TOP_KEYS, parse_config
from breadtui.ui.own_keys import wrong_names
from breadtui.ui.screens.words.board import BOARD_WORDS
from breadtui.ui.screens.words.charts import GRID_WORD
from breadtui.ui.screens.words.chat import CHAT_WORDS
from breadtui.ui.screens.words.commands import WORDS
from breadtui.ui.screens.words.rows import ROWS_WORDS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
LABELS = "yoda_repo.bakes"
VERBS = {
    "prompt": ("list", "get", "set", "diff", "history", "edit"),
    "target": ("create",),
    "bake": ("create",),
    "repo": ("create",),
    "journal": ("stats", "vacuum", "export"),
}
OTHER_PROGRAMS = {"--user", "--now", "--quiet"}
"""Options of systemctl, and of a notifier that is only an example."""


def page(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit):
        parse([*words, "--help"])
    return capsys.readouterr().out


def pages(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """What each command's --help says, its second words included; the cockpit's by no name."""
    found = {"": page(capsys)}
    for command in COMMANDS:
        verbs = VERBS.get(command, ())
        found[command] = page(capsys, command) + "".join(page(capsys, command, verb) for verb in verbs)
    return found


def settings_blocks() -> list[str]:
    return [block for block in re.findall(r"```toml\n(.*?)```", README, re.DOTALL) if LABELS not in block]


@pytest.mark.parametrize("text", [README, CHANGELOG], ids=["readme", "changelog"])
def test_every_word_after_a_colon_is_one(text: str) -> None:
    words = (*WORDS, *ROWS_WORDS, *CHAT_WORDS, *BOARD_WORDS, GRID_WORD)
    known = {spelling for word in words for spelling in (word.name, *word.aliases)}
    assert set(re.findall(r"`:([a-z-]+)", text)) - known == set()


def test_every_option_is_one_of_its_command(capsys: pytest.CaptureFixture[str]) -> None:
    known = pages(capsys)
    wrong = []
    for command, rest in re.findall(r"^breadtui(?: ([a-z-]+))?\b([^|\n]*)", README, re.MULTILINE):
        name = command_of([command]) or ""
        wrong += [f"{name} {option}" for option in re.findall(r"--[a-z-]+", rest) if option not in known[name]]
    assert wrong == []


@pytest.mark.parametrize("text", [README, CHANGELOG], ids=["readme", "changelog"])
def test_every_option_is_one_of_some_command(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    known = "\n".join(pages(capsys).values())
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) - OTHER_PROGRAMS
    assert [option for option in sorted(named) if option not in known] == []


def test_every_command_is_told_of() -> None:
    assert [command for command in COMMANDS if not re.search(rf"breadtui {command}\b", README)] == []


def test_the_settings_are_understood_and_their_keys_are_of_actions() -> None:
    assert len(settings_blocks()) == 2
    for block in settings_blocks():
        found = parse_config(block, Path("config.toml"))
        assert (found.remarks, wrong_names(found.keys)) == ((), {})


def test_the_settings_are_whole() -> None:

    told = {key for block in settings_blocks() for key in tomllib.loads(block)}
    assert set(TOP_KEYS) - told == {"profile"}
    assert '`profile = "work"`' in README


def test_pictures_and_headings_that_are_linked_are_there() -> None:
    assert [path for path in re.findall(r"\]\((screenshots/[^)]+)\)", README) if not (ROOT / path).is_file()] == []
    headings = re.findall(r"^#+ (.*)$", README, re.MULTILINE)
    places = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert [place for place in re.findall(r"\]\(#([^)]*)\)", README) if place not in places] == []


def test_the_exit_codes_are_those_of_the_program() -> None:
    rows = re.findall(r"^\| ([\d, ]+) \|", README, re.MULTILINE)
    told = [int(code) for row in rows for code in row.split(",")]
    assert told == [int(code) for code in re.findall(r"^  (\d+) ", exits.TABLE, re.MULTILINE)]
