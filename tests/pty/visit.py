"""Visits every pane of an installed breadtui by its key: `python -m tests.pty.visit PATH_TO_BREADTUI`."""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.pty.terminal import Terminal

MODES = ("1049", "1000", "1002", "1003", "1006", "1004", "2004")
"""The alternate screen, what the mouse does, focus events, bracketed paste."""

HIDDEN_CURSOR = "25"
_SWITCHES = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
_RULE = re.compile(r"(?:^|▕) (?:Events │ \[)?([1-4@]) .*?─{3,}")
_QUIT_SECONDS = 20.0


class NotShown(Exception):
    """A visit found something else than it should; the text is one line."""


@dataclass(frozen=True, slots=True)
class Step:
    """A key and what is on the screen after it: texts, texts that left, and the pane whose rule is accented."""

    key: str
    shows: str = ""
    hides: str = ""
    pane: str = ""

    def is_seen(self, terminal: Terminal) -> bool:
        """Whether the screen is as it should be."""
        text = terminal.text
        return (
            self.shows in text
            and not (self.hides and self.hides in text)
            and (not self.pane or accented_pane(terminal) == self.pane)
        )


STEPS = (
    Step("2", "Overview", pane="2"),
    Step("3", "STAGE", pane="3"),
    Step("4", "zoom", pane="4"),
    Step("1", "parent/child", pane="1"),
    Step("z", "coder_v7", hides="STAGE"),
    Step("z", "STAGE", pane="1"),
    Step("tab", "Overview", pane="2"),
    Step("?", "Keys valid now"),
    Step("escape", "STAGE", hides="Keys valid now"),
    Step(":", "a command;"),
    Step("escape", "STAGE", hides="a command;"),
    Step("ctrl+p", "Search for"),
    Step("escape", "STAGE", hides="Search for"),
    Step("@", "/v1/repo", pane="@"),
    Step("escape", "STAGE", hides="/v1/repo", pane="1"),
)
"""A way through every pane and every screen above them, at 120×40."""


def accented_pane(terminal: Terminal) -> str:
    """The digit of the pane whose rule has another colour than all others; empty if there is none."""
    colours: dict[str, str] = {}
    for row, line in enumerate(terminal.text.splitlines()):
        for rule in _RULE.finditer(line):
            colours[rule[1]] = terminal.cells[row][rule.end() - 1].foreground
    counts = Counter(colours.values())
    alone = [pane for pane, colour in colours.items() if counts[colour] == 1 and len(colours) > 2]
    return alone[0] if len(alone) == 1 else ""


def modes_left_on(raw: bytes) -> list[str]:
    """The modes a program switched on and not off again; `25` if it left the cursor hidden."""
    state: dict[str, bool] = {}
    for numbers, switch in _SWITCHES.findall(raw):
        state |= dict.fromkeys(numbers.decode().split(";"), switch == b"h")
    return [mode for mode in MODES if state.get(mode)] + ([] if state.get(HIDDEN_CURSOR, True) else [HIDDEN_CURSOR])


def visit(path: str, home: Path) -> None:
    """Walk through the program at `path` and leave it. Raises: NotShown."""
    environ = {"BREADTUI_STATE_DIR": str(home / "state"), "BREADTUI_CONFIG_DIR": str(home / "config")}
    with Terminal([path, "--demo"], columns=120, lines=40, environ=environ) as terminal:
        _wait(terminal, Step("start", "coder_v7", pane="1"))
        for step in STEPS:
            terminal.press(step.key)
            _wait(terminal, step)
        terminal.press("q")
        terminal.deadline_seconds = _QUIT_SECONDS
        status = terminal.wait_until_ended()
        if status != 0:
            raise NotShown(f"q ended with status {status}")
        if left := modes_left_on(terminal.raw):
            raise NotShown(f"the terminal was left with {', '.join(left)} changed")


def _wait(terminal: Terminal, step: Step) -> None:
    try:
        terminal.wait_for(lambda: step.is_seen(terminal))
    except TimeoutError as late:
        pane = f" pane {step.pane}" if step.pane else ""
        raise NotShown(f"after {step.key}:{pane} {step.shows!r} was missing or {step.hides!r} stayed\n{late}") from late


def main(words: list[str]) -> int:
    """The exit status: 0 if everything was there, 1 if not."""
    if len(words) != 1:
        print("usage: python -m tests.pty.visit PATH_TO_BREADTUI", file=sys.stderr)  # noqa: T201  it is a program
        return 2
    with tempfile.TemporaryDirectory() as home:
        try:
            visit(words[0], Path(home))
        except (NotShown, TimeoutError) as missing:
            print(missing, file=sys.stderr)  # noqa: T201  it is a program
            return 1
    print("visited every pane")  # noqa: T201  it is a program
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
