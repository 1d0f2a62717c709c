"""What git knows of the branches of a bgit folder; it only reads, runs no hooks, and asks no network."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from breadtui.domain.bgit.checkout import Branch
from breadtui.domain.bgit.mapping_file import NotMapping, read_mapping
from breadtui.values import replace

MOST_BRANCHES = 200
MOST_BYTES = 1024 * 1024
GIT_SECONDS = 5.0
_HARMLESS = (
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never"),
    *("-c", "core.pager=cat"),
)
_QUIET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_PAGER": "cat",
    "GIT_ASKPASS": "",
    "LC_ALL": "C",
}
_REDIRECTING = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_CONFIG_PARAMETERS")


class GitFailed(Exception):
    """Git could not be asked, took too long, or refused; the message is a sentence."""


def root_of(folder: Path) -> Path | None:
    """The root of the working tree that holds the folder; None without one."""
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)


def branches_of(root: Path, folder: Path, name: str) -> tuple[tuple[Branch, ...], str]:
    """Each local branch with its mapping file called `name`, the current first; and what went wrong, if anything.

    Branches without such a file are left out. No git at all is no mistake: then there are none.
    """
    place = (folder / name).relative_to(root).as_posix()
    if shutil.which("git") is None or "\n" in place:
        return (), ""
    try:
        listed = _asked(root, "for-each-ref", "--format=%(HEAD) %(refname)", "--sort=-committerdate", "refs/heads")
        refs = [(line[2:], line[:1] == "*") for line in listed.decode(errors="replace").splitlines() if line[2:]]
        found = _mappings(root, [(f"{ref}:{place}", ref, current) for ref, current in refs[:MOST_BRANCHES]])
    except GitFailed as problem:
        return (), str(problem)
    more = len(refs) - MOST_BRANCHES
    branches = sorted(found, key=lambda branch: not branch.is_current)
    return tuple(branches), f"{more} more branches were not read" if more > 0 else ""


def _mappings(root: Path, places: Sequence[tuple[str, str, bool]]) -> list[Branch]:
    """The mapping files of all branches by two questions: how large they are, and what is in those not too large."""
    sizes = _sizes(root, [place for place, _, _ in places])
    wanted = [place for place, size in sizes.items() if size <= MOST_BYTES]
    contents = dict(zip(wanted, _contents(root, wanted, sizes), strict=True))
    found: list[Branch] = []
    for place, ref, is_current in places:
        branch = Branch(ref.removeprefix("refs/heads/"), None, is_current)
        if place in contents:
            found.append(_read(branch, contents[place]))
        elif place in sizes:
            found.append(replace(branch, problem="its mapping file is larger than 1 MB"))
    return found


def _read(branch: Branch, content: bytes) -> Branch:
    try:
        return replace(branch, mapping=read_mapping(content.decode(errors="replace")))
    except NotMapping as problem:
        return replace(branch, problem=str(problem))


def _sizes(root: Path, places: Sequence[str]) -> dict[str, int]:
    """The bytes of each file that is there."""
    answer = _asked(root, "cat-file", "--batch-check=%(objecttype) %(objectsize)", told=places)
    lines = answer.decode(errors="replace").splitlines()
    kinds = {place: line.split(" ") for place, line in zip(places, lines, strict=False)}
    return {place: int(kind[1]) for place, kind in kinds.items() if kind[0] == "blob" and kind[1].isdigit()}


def _contents(root: Path, places: Sequence[str], sizes: Mapping[str, int]) -> list[bytes]:
    """What stands in each file. A file that changed in between has another size: then nothing is believed."""
    if not places:
        return []
    answer = _asked(root, "cat-file", "--batch=%(objectsize)", told=places)
    found: list[bytes] = []
    for place in places:
        heading, _, rest = answer.partition(b"\n")
        if heading != str(sizes[place]).encode():
            raise GitFailed("a branch moved while it was read: try again")
        found.append(rest[: sizes[place]])
        answer = rest[sizes[place] + 1 :]
    return found


def _asked(root: Path, *words: str, told: Sequence[str] = ()) -> bytes:
    """What git answers when it is told these lines. Raises: GitFailed."""
    try:
        ran = subprocess.run(  # noqa: S603 - the words are fixed, and what is told begins with refs/heads/
            _command(root, words),
            input="".join(f"{line}\n" for line in told).encode(errors="surrogateescape"),
            capture_output=True,
            timeout=GIT_SECONDS,
            check=False,
            env={**{key: value for key, value in os.environ.items() if key not in _REDIRECTING}, **_QUIET},
        )
    except subprocess.TimeoutExpired:
        raise GitFailed(f"git did not answer within {GIT_SECONDS:.0f} s") from None
    except OSError as error:
        raise GitFailed(f"git could not be run: {error.strerror or error}") from None
    if ran.returncode:
        lines = ran.stderr.decode(errors="replace").strip().splitlines()
        raise GitFailed(f"git: {lines[0] if lines else 'refused'}")
    return ran.stdout


def _command(root: Path, words: Sequence[str]) -> list[str]:
    return [shutil.which("git") or "git", *_HARMLESS, "--no-pager", "-C", str(root), *words]
