"""The real program lends its terminal to a person's editor, and takes back what was written there."""

from __future__ import annotations

import signal
import stat
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from breadtui.demo.serve import DemoOptions, DemoServer
from tests.pty.terminal import Terminal
from tests.pty.visit import modes_left_on

PROGRAM = str(Path(sys.executable).with_name("breadtui"))
KEY = "sk-own-editor-0123456789"


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoServer]:
    with DemoServer(DemoOptions(), clock=lambda: 0.0) as server:
        yield server


def an_editor(home: Path, script: str) -> str:
    """A program that stands in for an editor, with a blank in its place and an argument before the file."""
    path = home / "my editor"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    return f"'{path}' --wait"


def program(home: Path, demo: DemoServer, editor: str, **more: str) -> Terminal:
    surroundings = {
        "BREADTUI_STATE_DIR": str(home / "state"),
        "BREADTUI_CONFIG_DIR": str(home / "config"),
        "HOME": str(home),
        "BREAD_BASE_URL": demo.url,
        "BREAD_API_KEY": KEY,
        "EDITOR": editor,
        **more,
    }
    return Terminal([PROGRAM, "yoda_repo"], columns=120, lines=40, environ=surroundings)


def choose_prompt(terminal: Terminal, home: Path) -> None:
    terminal.wait_for("(9)")
    terminal.wait_until_quiet()
    terminal.send(":new mine_here\r")
    terminal.wait_for("leave text")
    terminal.send("Here.")
    terminal.wait_for("Here.")
    terminal.press("escape")
    terminal.wait_for(lambda: '"Here."' in drafts(home))
    terminal.wait_until_quiet()


def toast_words(terminal: Terminal) -> list[str]:
    """What stands at the right edge, where notices are, its lines joined."""
    return " ".join(line[60:] for line in terminal.text.splitlines()).replace("▌", " ").split()


def is_told(terminal: Terminal, sentence: str) -> bool:
    return "1 Tree" in terminal.text and sentence in " ".join(toast_words(terminal))


def lent_files(home: Path) -> list[Path]:
    return sorted((home / "state" / "editing").glob("*"))


def drafts(home: Path) -> str:
    return "".join(path.read_text() for path in (home / "state").rglob("drafts/*/*.json"))


def test_what_is_written_outside_is_the_draft_and_the_file_was_private(tmp_path: Path, demo: DemoServer) -> None:
    seen = tmp_path / "seen"
    editor = an_editor(
        tmp_path,
        f'stat -c "%a %n" "$2" > {seen}; cat "$2" >> {seen}; printf "\\033[2JIn the editor"; read line; '
        'printf "# system\\n\\nFrom outside.\\n\\n# user\\n\\nHi\\n" > "$2"',
    )
    with program(tmp_path, demo, editor) as terminal:
        choose_prompt(terminal, tmp_path)
        terminal.press("E")
        terminal.wait_for("In the editor")
        assert modes_left_on(terminal.raw) == []
        assert [stat.S_IMODE(path.stat().st_mode) for path in lent_files(tmp_path)] == [0o600]
        terminal.press("ctrl+c")  # reaches the editor, which ends, and us, who stay
        terminal.wait_for(lambda: "1 Tree" in terminal.text and "In the editor" not in terminal.text)
        terminal.press("E")
        terminal.wait_for("In the editor")
        terminal.press("enter")
        terminal.wait_for("From outside.")
        terminal.wait_for("1 Tree")
        terminal.wait_for(lambda: "From outside." in drafts(tmp_path))
        assert lent_files(tmp_path) == []
        mode, _, place = seen.read_text().splitlines()[0].partition(" ")
        assert mode == "600"
        assert Path(place).name.startswith("yoda_repo--mine_here.")
        assert "# system\n\nHere.\n" in seen.read_text()
        terminal.wait_until_quiet(0.3)
        terminal.press("E")  # opens it once more: the focus is not in the text
        terminal.wait_for("In the editor")
        terminal.press("enter")
        terminal.wait_for("nothing was changed")
        terminal.wait_until_quiet(0.3)
        terminal.press("q")
        assert terminal.wait_until_ended() == 0
        assert modes_left_on(terminal.raw) == []


def test_a_text_given_up_or_left_alone_or_unreadable_changes_nothing(tmp_path: Path, demo: DemoServer) -> None:
    cases = [
        ("exit 0", "nothing was changed", 0),
        ("exit 2", "nothing was changed: the editor ended with 2", 0),
        ('echo more >> "$2"; exit 3', "given up: the editor ended with 3; what you wrote is in", 1),
        ('echo more >> "$2"; kill -9 $$', "given up: the editor ended with -9; what you wrote is in", 2),
    ]
    with program(tmp_path, demo, an_editor(tmp_path, "exit 1")) as terminal:
        choose_prompt(terminal, tmp_path)
        before = drafts(tmp_path)
        for script, says, kept_count in cases:
            an_editor(tmp_path, script)
            terminal.press("E")
            terminal.wait_for(partial(is_told, terminal, says))
            assert len(lent_files(tmp_path)) == kept_count
        an_editor(tmp_path, 'printf "\\033[2JIn the editor"; read line; echo "$line" > "$2"')
        terminal.press("E")
        for line, answer in (("Words", "y"), ("Others", "n")):
            terminal.wait_for("In the editor")
            terminal.send(f"{line}\r")
            terminal.wait_for("line 1, column 1: a message begins with")
            terminal.press_until(answer, lambda: "line 1, column 1: a message begins with" not in terminal.text)
        terminal.wait_for(partial(is_told, terminal, "the draft is as it was; what you wrote is in"))
        assert [file.read_text() for file in lent_files(tmp_path)].count("Others\n") == 1
        assert drafts(tmp_path) == before


def test_a_program_ended_while_the_editor_is_open_loses_nothing(tmp_path: Path, demo: DemoServer) -> None:
    with program(
        tmp_path, demo, an_editor(tmp_path, 'echo half >> "$2"; echo "In the editor"; exec sleep 60')
    ) as terminal:
        choose_prompt(terminal, tmp_path)
        terminal.press("E")
        terminal.wait_for("In the editor")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_until_ended() == 128 + signal.SIGTERM
        assert modes_left_on(terminal.raw) == []
        (file,) = lent_files(tmp_path)
        assert file.read_text().endswith("half\n")
        assert "Here." in drafts(tmp_path)


def command(home: Path, demo: DemoServer, editor: str, *words: str) -> Terminal:
    surroundings = {
        "BREADTUI_STATE_DIR": str(home / "state"),
        "BREADTUI_CONFIG_DIR": str(home / "config"),
        "HOME": str(home),
        "BREAD_BASE_URL": demo.url,
        "BREAD_API_KEY": KEY,
        "VISUAL": editor,
        "EDITOR": "not-this-one",
    }
    return Terminal([PROGRAM, "prompt", *words], columns=120, lines=40, environ=surroundings)


def test_a_prompt_edited_from_the_shell_is_saved_when_the_editor_closes(tmp_path: Path, demo: DemoServer) -> None:
    editor = an_editor(tmp_path, 'printf "# system\\n\\nFrom the shell.\\n" > "$2"')
    with command(tmp_path, demo, editor, "edit", "yoda_repo/of_shell") as terminal:
        assert terminal.wait_until_ended() == 0
        assert "is saved and read back" in terminal.text
    assert demo.world.repos["yoda_repo"].prompts["of_shell"].messages[0]["content"] == "From the shell."
    assert lent_files(tmp_path) == []


def test_a_file_edited_from_the_shell_stays_where_it_could_not_be_saved(tmp_path: Path, demo: DemoServer) -> None:
    put = f'BREADTUI_STATE_DIR="{tmp_path}/other" {PROGRAM} prompt set yoda_repo/wise - --replace'
    editor = an_editor(tmp_path, f'printf "# system\\n\\nTheirs.\\n" | {put}; printf "# system\\n\\nMine.\\n" > "$2"')
    with command(tmp_path, demo, editor, "edit", "yoda_repo/wise") as terminal:
        assert terminal.wait_until_ended() == 4
        assert "+Mine." in terminal.text
        assert "what you wrote is in" in terminal.text
    (file,) = lent_files(tmp_path)
    assert "Mine." in file.read_text()
    assert demo.world.repos["yoda_repo"].prompts["wise"].messages[0]["content"] == "Theirs."


@pytest.mark.parametrize(
    ("script", "says", "code", "is_kept"),
    [
        ("exit 1", "nothing was changed", 7, False),
        ("exit 0", "nothing was changed", 0, False),
        ('echo more >> "$2"; exit 1', "given up: the editor ended with 1", 7, True),
        ('echo words > "$2"', "line 1, column 1", 7, True),
    ],
)
def test_nothing_is_saved_of_what_was_given_up_at_the_shell(
    tmp_path: Path, demo: DemoServer, script: str, says: str, code: int, is_kept: bool
) -> None:
    before = demo.world.repos["yoda_repo"].prompts["yoda"].messages
    with command(tmp_path, demo, an_editor(tmp_path, script), "edit", "yoda_repo/yoda") as terminal:
        if is_kept and "words" in script:
            terminal.wait_for("Edit it again? [y/N]")
            terminal.send("n\r")
        assert terminal.wait_until_ended() == code
        assert says in terminal.text
    assert len(lent_files(tmp_path)) == is_kept
    assert demo.world.repos["yoda_repo"].prompts["yoda"].messages == before
