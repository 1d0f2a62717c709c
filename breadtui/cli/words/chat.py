"""The words after `breadtui chat` and `breadtui models`, and what they mean."""

from __future__ import annotations

import argparse
import math
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from breadtui.cli.words.numbers import whole
from breadtui.config.problem import ConfigProblem
from breadtui.config.settings import Settings
from breadtui.domain.names import RepoName
from breadtui.store.ports.service import BreadApi

ABOUT = """\
Talk to one model, or to up to four side by side: a path, REPO/BAKE for its
newest checkpoint, or a base model. At a terminal this opens the chat; with -m
or with a pipe it asks one question and writes the answer.
"""
STDIN_WORD = "-"
_MOST_TOKENS = 1_000_000
_LARGEST_FILE_BYTES = 16_000_000
AddService = Callable[[argparse.ArgumentParser], None]


def add_chat_words(parser: argparse.ArgumentParser, add_service: AddService) -> None:
    """Add what can be said of a chat."""
    parser.add_argument("models", metavar="MODEL", nargs="+", help="a model path, REPO/BAKE, or a base model")
    parser.add_argument("-m", "--message", metavar="TEXT|-", help="the question; - is standard input")
    parser.add_argument("--system", metavar="TEXT", default="", help="a system prompt in front of the question")
    parser.add_argument("--system-file", metavar="FILE", help="the same out of a file")
    own = "a system prompt for one of the models alone; TEXT may be empty"
    parser.add_argument("--system-of", nargs=2, action="append", default=[], metavar=("MODEL", "TEXT"), help=own)
    parser.add_argument("--temperature", metavar="T", type=_temperature, help="0 is steady (default: 0.7)")
    parser.add_argument("--max-tokens", metavar="N", type=whole(1, _MOST_TOKENS), help="the longest answer, in tokens")
    thinking = parser.add_mutually_exclusive_group()
    thinking.add_argument("--think", dest="is_thinking", action="store_true", default=None, help="let it think first")
    thinking.add_argument("--no-think", dest="is_thinking", action="store_false", help="do not let it think")
    parser.add_argument("--show-thinking", action="store_true", help="write the thinking as well")
    parser.add_argument("--json", action="store_true", help="one JSON object a model instead of text")
    add_service(parser)


def add_models_words(parser: argparse.ArgumentParser, add_service: AddService) -> None:
    """Add what can be said of the list of models."""
    parser.add_argument("repo", metavar="REPO", nargs="?", help="only models of this repository")
    parser.add_argument("--json", action="store_true", help="JSON for programs instead of text")
    add_service(parser)


def is_talk(found: Namespace) -> bool:
    """A person at a terminal who asks nothing yet wants the chat itself."""
    return found.message is None and not found.json and sys.stdin.isatty() and sys.stdout.isatty()


def first_line_of(found: Namespace) -> str:
    """What is typed for the person once the cockpit is open."""
    return f"chat {' '.join(found.models)}"


async def run_chat(found: Namespace, settings: Settings, api: BreadApi, remark: Callable[[str], None]) -> int:
    """Do it; the exit code. Raises: BreadError, ConfigProblem."""
    from breadtui.cli.failures import sentence_of
    from breadtui.cli.standard_input import read_all
    from breadtui.commands import exits
    from breadtui.commands.using import chat
    from breadtui.domain.chatting.threads import MOST_MODELS, USUAL_TEMPERATURE, ChatSettings
    from breadtui.store.clock import SystemClock

    typed = found.message
    # The line end that a shell puts behind what is piped is no part of the question.
    message = read_all().decode("utf-8", "replace").rstrip("\r\n") if typed in {None, STDIN_WORD} else typed
    if not message.strip():
        remark("there is no question; -m TEXT gives one, or standard input.")
        return exits.USAGE
    if len(found.models) > MOST_MODELS:
        remark(f"at most {MOST_MODELS} models are asked at once.")
        return exits.USAGE
    temperature = USUAL_TEMPERATURE if found.temperature is None else found.temperature
    own_systems = tuple((model, text) for model, text in found.system_of)
    if strange := [model for model, _ in own_systems if model not in found.models]:
        remark(f"--system-of names a model that is not asked: {strange[0]}")
        return exits.USAGE
    chat_settings = ChatSettings(_system(found), temperature, found.max_tokens, found.is_thinking, own_systems)
    args = chat.Arguments(
        tuple(found.models), message, chat_settings, found.json, found.show_thinking, sys.stdout.isatty()
    )
    return await chat.run(
        api,
        settings,
        args,
        sys.stdout,
        tell=remark,
        sentence=lambda error: sentence_of(error, settings),
        clock=SystemClock(),
    )


async def run_models(found: Namespace, settings: Settings, api: BreadApi) -> int:
    """Do it; the exit code. Raises: BreadError."""
    from breadtui.commands.using import models

    repo = None if found.repo is None else RepoName(found.repo.rstrip("/"))
    return await models.run(api, settings, models.Arguments(repo, found.json), sys.stdout)


def _system(found: Namespace) -> str:
    if found.system_file is None:
        return str(found.system)
    path = Path(found.system_file)
    try:
        if path.stat().st_size > _LARGEST_FILE_BYTES:
            raise ConfigProblem(f"{path} is too large for a system prompt.")
        return path.read_text(encoding="utf-8")
    except OSError as problem:
        raise ConfigProblem(f"{path} cannot be read ({problem.strerror}).") from problem
    except UnicodeDecodeError as problem:
        raise ConfigProblem(f"{path} is not UTF-8.") from problem


def _temperature(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0.0 <= number <= 2.0:
        raise argparse.ArgumentTypeError("a number from 0 to 2")
    return number
