"""What may be asked of `breadtui prompt`, and where its answers go."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TextIO

from breadtui.commands.outcome.writing import put_line
from breadtui.domain.names import PromptKey, RepoName
from breadtui.values import dataclass


class Verb(StrEnum):
    """What is to be done."""

    LIST = "list"
    GET = "get"
    SET = "set"
    DIFF = "diff"
    HISTORY = "history"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class Arguments:
    """Which prompt of `repo` (an empty `name` for a list), in which form; `other` is a file, `-` or REPO/NAME.

    `base` is the file with the text that `other` may replace. `version` counts from 1 what was seen on this machine.
    """

    verb: Verb
    repo: RepoName
    key: PromptKey
    form: str = "text"
    other: str = ""
    is_replacing: bool = False
    base: str = ""
    version: int | None = None

    @property
    def is_json(self) -> bool:
        """The outcome is for programs."""
        return self.form == "json"


@dataclass(frozen=True, slots=True)
class Talk:
    """Outcomes go to `out` and words to `err`; `ask` puts a question and is None where nobody can be asked.

    `read` gives the bytes of standard input. `state_folder` is where a text lies while an editor has it.
    """

    out: TextIO
    err: TextIO
    read: Callable[[], bytes]
    ask: Callable[[str], bool] | None
    state_folder: Path

    def tell(self, sentence: str) -> None:
        """A sentence for a person."""
        put_line(self.err, f"breadtui: {sentence}")
