"""The words after `breadtui keys`, and the command itself: all keys, and what may keep them from arriving."""

from __future__ import annotations

import argparse
import json
import os
import sys
from argparse import Namespace
from itertools import groupby
from typing import TYPE_CHECKING

from breadtui.cli.complaint import complain
from breadtui.commands import exits
from breadtui.config.problem import ConfigProblem
from breadtui.config.settings import Options, settings_from
from breadtui.values import parts_of

if TYPE_CHECKING:
    from breadtui.ui.all_keys import BoundAction, Conflict

ABOUT_KEYS = """\
Every key of the cockpit by the name of its action, which is what [keys] in the
configuration file takes to give it another one, and those keys that the
terminal, tmux, screen or docker may keep for themselves. An action that you
gave other keys is marked with *."""

_ID_WIDTH, _KEYS_WIDTH, _LABEL_WIDTH = 24, 16, 20


def add_keys_words(parser: argparse.ArgumentParser) -> None:
    """Add which of them, and the form."""
    parser.add_argument("words", metavar="WORD", nargs="*", help="only what has all of these in its line")
    parser.add_argument("--json", action="store_true", help="JSON for programs instead of text")


def run_keys(found: Namespace) -> int:
    """Print them, without a service and without a key; the exit code."""
    try:
        settings = settings_from(Options(), os.environ)
    except ConfigProblem as problem:
        return complain(problem.sentence, exits.USAGE)
    from breadtui.cli.own_keys import own_keys_remarks
    from breadtui.ui.all_keys import AllKeys

    for remark in (*settings.remarks, *own_keys_remarks(settings.keys)):
        complain(remark, exits.OK)
    every = AllKeys(settings.keys)
    actions = [action for action in every.actions() if _holds(action, found.words)]
    names = {action.id for action in actions}
    conflicts = [conflict for conflict in every.conflicts() if conflict.id in names]
    sys.stdout.write(_json(actions, conflicts) if found.json else _text(actions, conflicts))
    return exits.OK


def _holds(action: BoundAction, words: list[str]) -> bool:
    line = f"{action.id} {' '.join(action.keys)} {_signs(action)} {action.label} {action.tooltip}".lower()
    return all(word.lower() in line for word in words)


def _json(actions: list[BoundAction], conflicts: list[Conflict]) -> str:
    told = {"actions": [parts_of(each) for each in actions], "conflicts": [parts_of(each) for each in conflicts]}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _text(actions: list[BoundAction], conflicts: list[Conflict]) -> str:
    blocks = [
        "".join(f"{_line(action)}\n" for action in some)
        for _, some in groupby(actions, lambda action: action.id.partition(".")[0])
    ]
    if conflicts:
        blocks.append("may do something else:\n" + "".join(f"  {_sentence(each)}\n" for each in conflicts))
    return "\n".join(blocks)


def _line(action: BoundAction) -> str:
    mark = "*" if action.is_own else " "
    keys, label = f"{_signs(action):{_KEYS_WIDTH}}", f"{action.label:{_LABEL_WIDTH}}"
    return f"{action.id:{_ID_WIDTH}} {mark}{keys} {label} {action.tooltip}".rstrip()


def _sentence(conflict: Conflict) -> str:
    if "." in conflict.taker:
        return f"{conflict.id}: {_sign(conflict.key)} is also the key of {conflict.taker}"
    rest = f"{_sign(conflict.other)} does the same" if conflict.other else "it has no other key: [keys] can give it one"
    return f"{conflict.id}: {conflict.key} is {conflict.taker}; {rest}"


def _signs(action: BoundAction) -> str:
    return " ".join(map(_sign, action.keys))


def _sign(key: str) -> str:
    """What is printed on the key, as the configuration file takes it; its name where that is nothing, or parts keys."""
    from breadtui.ui.screens.line.available import character_of

    sign = character_of(key)
    return sign if sign.isprintable() and sign.strip() and sign != "," else key
