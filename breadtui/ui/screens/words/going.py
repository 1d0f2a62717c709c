"""What a path after `go` names, and the paths that there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from breadtui.domain.names import (
    JobKey,
    Phase,
    PromptKey,
    PromptName,
    RepoName,
    TargetKey,
    TargetName,
)
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import AppState, Choice, RepoContents

KINDS = ("bake", "target", "prompt")
"""The words that may stand between a repository and a name, in the order in which a bare name is looked up."""


class Place(NamedTuple):
    """Something to go to; `checkpoint` is a training step of the bake that it is."""

    what: Choice
    checkpoint: int | None = None


def repo_of(path: str) -> RepoName:
    """The repository that a path begins with."""
    return RepoName(path.partition("/")[0])


def places_named(state: AppState, path: str) -> tuple[Place, ...]:
    """What `repo`, `repo/name`, `repo/kind/name` or `repo/bake/step` names, as far as the repository is read.

    Of things of one name a bake comes before a target before a prompt; unsaved prompts are among them.
    """
    repo, *rest = path.split("/")
    match rest:
        case []:
            return (Place(RepoName(repo)),)
        case [name]:
            found = (_of_kind(state, RepoName(repo), kind, name) for kind in KINDS)
        case [kind, name] if kind.removesuffix("s") in KINDS:
            found = (_of_kind(state, RepoName(repo), one, name) for one in (kind.removesuffix("s"),))
        case [name, step] if step.isdecimal() and step.isascii():
            bake = _of_kind(state, RepoName(repo), "bake", name)
            return () if bake is None else (Place(bake, int(step)),)
        case _:
            return ()
    return tuple(Place(what) for what in found if what is not None)


def path_meant(state: AppState, path: str, near: RepoName | None) -> str:
    """`path`, or where it begins with no repository, that of what an open one calls so, `near` before the others."""
    known = value_of(state.repos)
    if known is None or repo_of(path) in {*state.opened, *(repo.name for repo in known)}:
        return path
    repos = dict.fromkeys((near, *state.opened) if near is not None else state.opened)
    return next((f"{repo}/{path}" for repo in repos if places_named(state, f"{repo}/{path}")), path)


def paths_in(state: AppState) -> Iterator[str]:
    """A path of everything in the open repositories: `repo/name`, or `repo/prompt/name` where that is another's."""
    for repo in state.opened:
        taken: set[str] = set()
        for kind in KINDS:
            for name in _names(state, repo, kind):
                yield f"{repo}/{kind}/{name}" if name in taken else f"{repo}/{name}"
                taken.add(name)


def also_named(places: tuple[Place, ...]) -> str:
    """How to go to the others of a name; empty where there is no other."""
    others = [f"go {what.repo}/{_kind(what)}/{what.name}" for what, _ in places[1:] if not isinstance(what, str)]
    return f"there is more of that name: {', '.join(others)}" if others else ""


def _of_kind(state: AppState, repo: RepoName, kind: str, name: str) -> Choice | None:
    if name not in _names(state, repo, kind):
        return None
    match kind:
        case "bake":
            return JobKey(repo, Phase.BAKE, name)
        case "target":
            return TargetKey(repo, TargetName(name))
        case _:
            return PromptKey(repo, PromptName(name))


def _names(state: AppState, repo: RepoName, kind: str) -> dict[str, None]:
    """The names of a kind, each once, in their order."""
    contents = value_of(state.contents.get(repo, NOT_ASKED)) or RepoContents()
    match kind:
        case "bake":
            lineage = state.lineages.get(repo)
            return dict.fromkeys(lineage.descents if lineage is not None else ())
        case "target":
            return dict.fromkeys(contents.targets)
        case _:
            return dict.fromkeys((*contents.prompts, *(key.name for key in state.drafts if key.repo == repo)))


def _kind(what: Choice) -> str:
    return "prompt" if isinstance(what, PromptKey) else "target" if isinstance(what, TargetKey) else "bake"
