"""The command line as a person types it: what it may say, and one sentence where it says something else."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence

from breadtui.cli.words.filters import split_words
from breadtui.cli.words.parsers import PARSERS, cockpit_parser
from breadtui.cli.words.places import place_and_filter
from breadtui.cli.words.usage import UsageProblem, did_you_mean, meant_by

COMMANDS = (
    *("status", "tree", "show", "graph", "blame", "plan", "prompt", "rows", "metrics", "compare", "doctor", "notify"),
    *("chat", "models", "download"),
    *("target", "bake", "repo", "run", "wait", "record", "events", "journal", "label", "keys", "demo-server", "help"),
)
_FILTERED = frozenset({"status", "tree", "events"})
_OF_SEVERAL = frozenset({"chat", "compare", "download", "metrics", "wait"})
"""What takes several places or models, between which options may stand: `compare A --json B`."""
_VALUED = ("--profile", "--base-url", "--repo", "--replay")
_KEY_OPTIONS = ("--key", "--api-key", "--apikey", "--token", "--bearer")
_LOOKS_LIKE_A_KEY = re.compile(r"(--[a-z-]+=)?(sk-[A-Za-z0-9_-]{16,}|Bearer .+)")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """What was typed, with `command` None for the cockpit; `meant` is then the command that its place resembles.

    Raises: UsageProblem; SystemExit after --help and --version, which print.
    """
    command = command_of(argv)
    rest = list(argv)
    if command is None:
        _refuse_keys(rest)
        return _cockpit(rest)
    rest.remove(command)
    if command == "help":
        return parse(_page_asked_for(rest))
    if command != "demo-server":
        _refuse_keys(rest)
    if command not in _FILTERED:
        return _parsed(PARSERS[command](), rest, command)
    options, words = split_words(rest)
    found = _parsed(PARSERS[command](), options, command)
    if command == "events":
        found.filter = " ".join(words)
    else:
        found.place, found.filter = place_and_filter(words)
    return found


def command_of(argv: Sequence[str]) -> str | None:
    """The command among the words: the first that is neither an option nor an option's value, if it is one."""
    word = _first_word(argv)
    return word if word in COMMANDS else None


def _first_word(argv: Sequence[str]) -> str | None:
    words = iter(argv)
    for word in words:
        if word == "--":
            return None
        if word in _VALUED:
            next(words, None)
        elif not word.startswith("-"):
            return word
    return None


def _cockpit(words: list[str]) -> argparse.Namespace:
    """The cockpit's options. Raises: UsageProblem, which names a command that was probably meant."""
    meant = meant_by(_first_word(words), COMMANDS)
    try:
        found = _parsed(cockpit_parser(), words, None)
    except UsageProblem as problem:
        raise UsageProblem(did_you_mean(str(problem), meant), problem.command) from problem
    found.meant = None if found.repo else meant
    return found


def _page_asked_for(words: list[str]) -> list[str]:
    """`help run` is `run --help`. Raises: UsageProblem for a word that is no command."""
    if command_of(words) is None and words and not words[0].startswith("-"):
        raise UsageProblem(did_you_mean("there is no such command", meant_by(_first_word(words), COMMANDS)))
    return [*words, "--help"]


def _parsed(parser: argparse.ArgumentParser, rest: list[str], command: str | None) -> argparse.Namespace:
    is_mixed = command in _OF_SEVERAL and "--" not in rest
    found, unknown = (parser.parse_known_intermixed_args if is_mixed else parser.parse_known_args)(rest)
    for word in unknown:
        if word.startswith("-") and word != "-":
            raise UsageProblem(f"there is no option {word.partition('=')[0]!r}", parser.prog)
        raise UsageProblem("there is one word too many", parser.prog)
    found.command = command
    return found


def _refuse_keys(words: Sequence[str]) -> None:
    for word in words:
        if word.partition("=")[0].lower() in _KEY_OPTIONS:
            raise UsageProblem(
                "there is no option for the key, since other users would see it in the list of processes; "
                "set BREAD_API_KEY instead"
            )
        if _LOOKS_LIKE_A_KEY.fullmatch(word):
            raise UsageProblem(
                "one of the words looks like a key, which other users can see in the list of processes; set "
                "BREAD_API_KEY instead (a repository of such a name is written NAME/)"
            )
