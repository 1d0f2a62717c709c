"""Things as a file of labels names them, `yoda_repo.bakes.coder_v7`, and as a person types them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from breadtui.domain.labels.labels import CheckpointKey, Labelled
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName

REPO = "repo"
PROMPTS, TARGETS, CHECKPOINTS = "prompts", "targets", "checkpoints"
_PHASES = {f"{phase.value}s": phase for phase in Phase}
_BARE = r"[A-Za-z0-9_-]+"


def path_of(what: Labelled) -> tuple[str, ...]:
    """The parts of a thing's name in the file; a repository has two, all else three."""
    match what:
        case JobKey(repo, phase, name):
            return (repo, f"{phase.value}s", name)
        case PromptKey(repo, name):
            return (repo, PROMPTS, name)
        case TargetKey(repo, name):
            return (repo, TARGETS, name)
        case CheckpointKey(repo, bake, step):
            return (repo, CHECKPOINTS, f"{bake}/{step}")
        case str():
            return (what, REPO)


def thing_at(path: Sequence[str]) -> Labelled | None:
    """The thing that such parts name; None where they name none."""
    match list(path):
        case [repo, kind] if kind == REPO:
            return RepoName(repo)
        case [repo, kind, name] if kind in _PHASES:
            return JobKey(RepoName(repo), _PHASES[kind], name)
        case [repo, kind, name] if kind == PROMPTS:
            return PromptKey(RepoName(repo), PromptName(name))
        case [repo, kind, name] if kind == TARGETS:
            return TargetKey(RepoName(repo), TargetName(name))
        case [repo, kind, name] if kind == CHECKPOINTS:
            bake, _, step = name.rpartition("/")
            is_step = step.isascii() and step.isdigit() and len(step) < 16
            return CheckpointKey(RepoName(repo), BakeName(bake), int(step)) if bake and is_step else None
        case _:
            return None


def key_text(what: Labelled) -> str:
    """A thing's name as a dotted key of TOML; parts with unusual characters are quoted."""
    return ".".join(part if re.fullmatch(_BARE, part) else quoted(part) for part in path_of(what))


def quoted(text: str) -> str:
    """A basic string of TOML on one line. Half a character, which no file can hold, becomes `?`."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    # JSON's escapes are TOML's as well; only DEL must be escaped beyond them.
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def words_of(what: Labelled) -> str:
    """A thing as a person reads it: `yoda_repo/coder_v7`, `yoda_repo/coder_v7/183`."""
    match what:
        case CheckpointKey(repo, bake, step):
            return f"{repo}/{bake}/{step}"
        case str():
            return what
        case _:
            return f"{what.repo}/{what.name}"
