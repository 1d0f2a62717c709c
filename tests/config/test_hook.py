"""The program that is told: what it gets, what it never sees, and what is said where it does not take it."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from breadtui.config.config_file import parse_config
from breadtui.config.hook_command import HookFailed, hook_environment, run_hook
from breadtui.config.hook_telling import Teller
from breadtui.config.problem import ConfigProblem
from breadtui.domain.notices.announcements import WANTED, Announcement, Kind
from breadtui.domain.notices.terminals import Way
from breadtui.domain.notices.wishes import NoticeWishes
from tests.fakes.states import NOW

TOLD = Announcement(Kind.FAILED, "wise_3 failed", "coder/wise_3 (bake): boom", NOW, number=7)
KEY = "sk-0123456789abcdef"


def a_script(folder: Path, body: str) -> str:
    path = folder / "hook"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


async def test_it_gets_json_on_its_standard_input_and_nothing_in_its_arguments(tmp_path: Path) -> None:
    script = a_script(tmp_path, f'cat > "{tmp_path}/told"; echo "$@" > "{tmp_path}/words"')
    await run_hook((script, "one"), TOLD.as_json(), os.environ)
    assert json.loads((tmp_path / "told").read_text()) == TOLD.as_json()
    assert (tmp_path / "words").read_text() == "one\n"


async def test_a_line_for_the_shell_is_a_line_for_the_shell(tmp_path: Path) -> None:
    await run_hook((f"cat | wc -l > {tmp_path}/count",), TOLD.as_json(), os.environ, is_shell=True)
    assert (tmp_path / "count").read_text().strip() == "1"


async def test_without_a_shell_nothing_is_expanded(tmp_path: Path) -> None:
    script = a_script(tmp_path, f'echo "$1" > "{tmp_path}/words"')
    await run_hook((script, "$HOME; rm -rf *"), TOLD.as_json(), os.environ)
    assert (tmp_path / "words").read_text() == "$HOME; rm -rf *\n"


async def test_the_key_is_in_no_variable_of_it(tmp_path: Path) -> None:
    script = a_script(tmp_path, f'env > "{tmp_path}/env"')
    environ = {**os.environ, "BREAD_API_KEY": KEY, "OTHER": f"Bearer {KEY}", "KEPT": "yes"}
    await run_hook((script,), TOLD.as_json(), hook_environment(environ, [KEY]))
    seen = (tmp_path / "env").read_text()
    assert KEY not in seen
    assert "BREAD_API_KEY" not in seen
    assert "KEPT=yes" in seen


async def test_one_that_takes_too_long_is_stopped_with_all_that_it_started(tmp_path: Path) -> None:
    script = a_script(tmp_path, "sleep 60 & sleep 60")
    with pytest.raises(HookFailed, match=r"took longer than 0\.2 s and was stopped"):
        await run_hook((script,), TOLD.as_json(), os.environ, limit_seconds=0.2)


async def test_one_that_fails_says_why(tmp_path: Path) -> None:
    script = a_script(tmp_path, "echo 'no mail here' >&2; exit 3")
    with pytest.raises(HookFailed, match="ended with 3: no mail here"):
        await run_hook((script,), TOLD.as_json(), os.environ)


async def test_one_that_is_not_there_is_named() -> None:
    with pytest.raises(HookFailed, match="there is no program nowhere-to-be-found"):
        await run_hook(("nowhere-to-be-found",), TOLD.as_json(), os.environ)


async def test_one_that_reads_nothing_is_fine(tmp_path: Path) -> None:
    await run_hook((a_script(tmp_path, "exit 0"),), {"detail": "x" * 200_000}, os.environ)


async def test_a_failure_is_complained_about_once() -> None:
    complaints: list[str] = []
    sent: list[str] = []
    wishes = NoticeWishes(command=("nowhere-to-be-found",), way=Way.OSC9)
    teller = Teller(wishes, {"TERM": "xterm"}, list, complaints.append, sent.append)
    for _ in range(3):
        await teller.tell(TOLD)
    assert complaints == ["notify.command: there is no program nowhere-to-be-found"]
    assert sent == ["\a\x1b]9;breadtui: wise_3 failed: coder/wise_3 (bake): boom\x1b\\"] * 3


def wishes_of(text: str) -> NoticeWishes | None:
    return parse_config(text, Path("config.toml")).notify


def test_without_a_table_the_defaults_hold() -> None:
    assert wishes_of("") is None
    assert wishes_of("[notify]\nbell = true") == NoticeWishes()


def test_every_setting_is_read() -> None:
    text = """[notify]
events = ["finished", "chain-stopped"]
terminal = "osc777"
bell = false
own = false
command = ["mail", "-s", "breadtui"]
command_seconds = 3
"""
    assert wishes_of(text) == NoticeWishes(
        frozenset({Kind.FINISHED, Kind.CHAIN_STOPPED}), Way.OSC777, False, ("mail", "-s", "breadtui"), False, 3.0, False
    )


def test_a_text_is_for_the_shell_and_an_empty_one_for_nobody() -> None:
    shell = wishes_of('notify.command = "cat | mail me"')
    assert shell is not None
    assert (shell.command, shell.is_shell) == (("cat | mail me",), True)
    assert wishes_of('notify.command = " "') == NoticeWishes()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('events = "finished"', "'notify.events' must be a list of"),
        ('events = ["test"]', "'notify.events' must be a list of"),
        ('terminal = "osc8"', 'must be one of "auto", "none", "osc9"'),
        ("bell = 1", "must be true or false"),
        ("command = [1]", "must be a list of words"),
        ('command = [""]', "must be a list of words"),
        ("command_seconds = 0", "must be seconds from 1 to 300"),
        ("sound = true", "must be one of the keys"),
    ],
)
def test_a_slip_is_told_with_its_line(line: str, said: str) -> None:
    with pytest.raises(ConfigProblem) as problem:
        wishes_of(f"[notify]\n{line}\n")
    assert said in problem.value.sentence
    assert "line 2" in problem.value.sentence


def test_all_kinds_but_the_test_can_be_wanted() -> None:
    wanted: Sequence[Kind] = sorted(WANTED)
    text = ", ".join(f'"{kind}"' for kind in wanted)
    assert wishes_of(f"notify.events = [{text}]") == NoticeWishes()
