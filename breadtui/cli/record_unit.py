"""`breadtui record --print-unit`: a systemd user unit for this installation."""

from __future__ import annotations

import shutil
import sys
from argparse import Namespace
from pathlib import Path

from breadtui.commands import exits

_UNIT = """\
# breadtui record --print-unit > ~/.config/systemd/user/breadtui-record.service
# systemctl --user daemon-reload
# systemctl --user enable --now breadtui-record
# loginctl enable-linger   (so that it goes on after you log out)
# journalctl --user -u breadtui-record -f   (what happens)
#
# The key comes from breadtui's own store. One in the environment can be put into a file that only
# you can read:  EnvironmentFile=%h/.config/breadtui/record.env   with   BREAD_API_KEY=…
[Unit]
Description=breadtui: what happens on Bread, recorded

[Service]
ExecStart={command}
Restart=on-failure
RestartSec=30
RestartPreventExitStatus={final}
Nice=5

[Install]
WantedBy=default.target
"""
_FINAL = (exits.USAGE, exits.CONFLICT, exits.NOT_AUTHORISED)


def print_unit(found: Namespace) -> int:
    """Write the unit to stdout; the exit code."""
    print(unit_of(found), end="")
    return exits.OK


def unit_of(found: Namespace) -> str:
    """The unit that runs what was typed."""
    words = [*_program(), "record", *found.repos]
    for option in ("profile", "base_url"):
        if value := getattr(found, option):
            words += [f"--{option.replace('_', '-')}", value]
    if found.json:
        words.append("--json")
    return _UNIT.format(command=" ".join(map(_quoted, words)), final=" ".join(map(str, _FINAL)))


def _program() -> list[str]:
    """How systemd can start this program: by its full path."""
    script = shutil.which(sys.argv[0])
    return (
        [str(Path(script).absolute())]
        if script is not None and Path(script).name == "breadtui"
        else [sys.executable, "-m", "breadtui"]
    )


def _quoted(word: str) -> str:
    """A word as a unit file takes it. Source: systemd.service(5), command lines."""
    word = word.replace("%", "%%").replace("$", "$$")
    if word and not set(word) & set(" \t\"'\\;"):
        return word
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
