"""Names: which ones the service takes, and how model paths are spelled."""

import re
from typing import NamedTuple

from breadtui.demo.refusals import bad_name

OWNER = "ada"
LONGEST = 128
RESERVED = frozenset({"default", "batch"})

_FIRST = re.compile(r"[A-Za-z0-9]")
_FORBIDDEN = re.compile(r"[^A-Za-z0-9._-]")
_CHECKPOINT = re.compile(r"[0-9]{1,15}")


def check_name(name: str) -> str:
    """Give the name back when it follows the rule.

    Raises:
        Refusal: 422 with the reason, for an empty, overlong, reserved or badly spelled name.
    """
    if not name:
        raise bad_name("Name must not be empty")
    forbidden = _FORBIDDEN.search(name)
    if forbidden:
        raise bad_name(f"Name contains invalid character: '{forbidden.group()}'")
    if not _FIRST.match(name):
        raise bad_name("Name must start with a letter or a digit")
    if len(name) > LONGEST:
        raise bad_name(f"Name is longer than {LONGEST} characters")
    if name in RESERVED:
        raise bad_name(f"Name '{name}' is reserved")
    return name


class ModelPath(NamedTuple):
    """Where the weights of one checkpoint live."""

    owner: str
    repo: str
    bake: str
    checkpoint: int


def parse_model_path(text: str | None) -> ModelPath | None:
    """Read `user/repo/bake/checkpoint`; None for base models and anything else."""
    parts = (text or "").split("/")
    if len(parts) != 4 or not all(parts) or not _CHECKPOINT.fullmatch(parts[3]):
        return None
    return ModelPath(parts[0], parts[1], parts[2], int(parts[3]))


def model_path(repo: str, bake: str, checkpoint: int) -> str:
    """Spell the path of one checkpoint."""
    return f"{OWNER}/{repo}/{bake}/{checkpoint}"
