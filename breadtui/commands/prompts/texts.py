"""Where a command takes a prompt's text from: the service, a file, standard input."""

from __future__ import annotations

from pathlib import Path

from breadtui.commands.prompts.arguments import Talk
from breadtui.domain.errors import NotFound
from breadtui.domain.names import PromptKey, PromptName, RepoName
from breadtui.domain.prompt.prompts import Prompt
from breadtui.export.prompts.files import Misread, read_prompt
from breadtui.store.ports.service import BreadApi

STANDARD_INPUT = "-"


class Unusable(Exception):
    """A file that gives no prompt; the text is a sentence that names file and place."""


async def prompt_or_none(api: BreadApi, key: PromptKey) -> Prompt | None:
    """The text as the service holds it, None where there is none. Raises: BreadError."""
    try:
        return await api.prompt(key)
    except NotFound:
        return None


def prompt_of_file(source: str, name: PromptName, talk: Talk) -> Prompt:
    """The prompt of a file or of standard input, whatever name it has there. Raises: Unusable."""
    shown = "standard input" if source == STANDARD_INPUT else source
    try:
        content = talk.read() if source == STANDARD_INPUT else Path(source).read_bytes()
        return read_prompt(content, name, "" if source == STANDARD_INPUT else Path(source).name)
    except OSError as error:
        raise Unusable(f"{shown} cannot be read: {error.strerror or error}") from error
    except Misread as problem:
        raise Unusable(f"{shown}, {problem}") from problem


def named_elsewhere(source: str) -> PromptKey | None:
    """The prompt that REPO/NAME means, None where it is a file that is there, a path, or standard input."""
    repo, slash, name = source.partition("/")
    is_path = source == STANDARD_INPUT or source.startswith((".", "/", "~")) or Path(source).exists()
    return None if is_path or not (repo and slash and name) else PromptKey(RepoName(repo), PromptName(name))
