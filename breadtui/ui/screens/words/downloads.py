"""Words about downloads, the same as on the command line."""

from __future__ import annotations

import re
from collections.abc import Iterable

from breadtui.domain.downloading.named import named_weights, step_of
from breadtui.ui.screens.words.table import Word, lines_from
from breadtui.values import dataclass

DOWNLOAD_WORDS = (
    Word(
        "download",
        "[REPO/BAKE[@STEP]] [--checkpoint N] [--force] [--unpack] [-o FILE]",
        "the weights of what is marked or chosen, into a file here",
    ),
    Word("downloads", "", "downloads: how far, pause, go on, give up, unpack"),
)
DOWNLOAD_NAMES = frozenset(word.name for word in DOWNLOAD_WORDS)
USAGE = "download [REPO/BAKE[@STEP]] [--checkpoint N] [--force] [--unpack] [-o FILE]"
FORCE, UNPACK = "--force", "--unpack"
OPTIONS = ("--checkpoint ", FORCE, UNPACK, "-o ")


_BEHIND = re.compile(r"\s(--force|--unpack|--checkpoint\s+\S+)\s*$")


class NotADownload(Exception):
    """Words that mean nothing; the message says what may stand there."""


@dataclass(frozen=True, slots=True)
class DownloadWish:
    """What a person wants; an empty repository is that of what is chosen, an empty name what is marked or chosen."""

    repo: str = ""
    name: str = ""
    checkpoint: int | None = None
    file: str = ""
    is_forced: bool = False
    is_unpacking: bool = False


def parse_download(rest: str) -> DownloadWish:
    """The wish in the words after `download`; a file's name may have blanks, and options may follow it.

    Raises: NotADownload.
    """
    head, mark, file = f" {rest} ".partition(" -o ")
    file, behind = _without_options(file)
    words = [*head.split(), *behind]
    checkpoint, is_forced, is_unpacking = None, FORCE in words, UNPACK in words
    words = [word for word in words if word not in {FORCE, UNPACK}]
    if "--checkpoint" in words:
        at = words.index("--checkpoint")
        checkpoint = step_of(words[at + 1]) if at + 1 < len(words) else None
        if checkpoint is None:
            raise NotADownload(USAGE)
        del words[at : at + 2]
    if len(words) > 1 or (mark and not file.strip()) or any(word.startswith("-") for word in words):
        raise NotADownload(USAGE)
    named = named_weights(words[0] if words else "")
    if checkpoint is not None and named.checkpoint is not None:
        raise NotADownload(USAGE)
    repo, _, name = named.place.rpartition("/")
    step = named.checkpoint if checkpoint is None else checkpoint
    return DownloadWish(repo, name, step, file.strip(), is_forced, is_unpacking)


def _without_options(file: str) -> tuple[str, list[str]]:
    """A file's name without the options that follow it, and these."""
    behind: list[str] = []
    while (found := _BEHIND.search(file)) is not None:
        behind += found[1].split()
        file = file[: found.start()]
    return file, behind


def download_completions(text: str, bakes: Iterable[str], files: Iterable[str]) -> tuple[str, ...] | None:
    """How a line with that word may go on; None for other lines. `files` are the ends that fit after `-o`."""
    head, blank, rest = text.partition(" ")
    if head != "download" or not blank:
        return None
    if " -o " in f" {rest}":
        begun = f" {rest}".rpartition(" -o ")[2]
        return tuple(text[: len(text) - len(begun)] + file for file in files)
    before, _, begun = rest.rpartition(" ")
    values = (*bakes, *OPTIONS) if not before else OPTIONS
    return lines_from(f"{head} {before}".rstrip(), begun, values)


def file_begun(text: str) -> str | None:
    """What stands after `-o` in such a line; None where nothing does."""
    if not text.startswith("download ") or " -o " not in text:
        return None
    return text.partition(" -o ")[2]
