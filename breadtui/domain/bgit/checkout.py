"""A folder that bgit keeps: its repository, its branches, and what belongs to which of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from breadtui.domain.names import JobKey, Phase, PromptKey, RepoName, TargetKey
from breadtui.values import dataclass

if TYPE_CHECKING:
    from breadtui.domain.bgit.mapping_file import MappingFile


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch and its mapping file; `problem` says why that could not be read, empty where there is none."""

    name: str
    mapping: MappingFile | None
    is_current: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Checkout:
    """A folder with a mapping file, an `input.yml` or a `recipe.yml`.

    `mapping` is what lies in the folder now, committed or not. Without git there are no branches. `has_input` and
    `has_recipe` tell which files are there; `problem` why the mapping or the branches could not be read.
    """

    folder: str
    mapping: MappingFile | None = None
    branches: tuple[Branch, ...] = ()
    has_input: bool = False
    has_recipe: bool = False
    problem: str = ""

    @property
    def repo(self) -> RepoName | None:
        """The repository that the folder works on."""
        return self.mapping.repo if self.mapping is not None else None

    @property
    def current(self) -> str:
        """The branch that is checked out; empty without git, or where it has no name."""
        return next((branch.name for branch in self.branches if branch.is_current), "")

    def branches_of(self, repo: RepoName, kind: str, name: str) -> tuple[str, ...]:
        """The branches to which a prompt, target or bake belongs, the current one first."""
        return _owners_in(self).get((repo, kind, name), ())


def branches_with(checkout: Checkout | None, what: PromptKey | TargetKey | JobKey | str) -> tuple[str, ...]:
    """The branches to which anything that can be chosen belongs; a stim's or rollout's are its target's."""
    match what:
        case _ if checkout is None:
            return ()
        case PromptKey(repo, name):
            return checkout.branches_of(repo, "prompt", name)
        case TargetKey(repo, name):
            return checkout.branches_of(repo, "target", name)
        case JobKey(repo, phase, name):
            return checkout.branches_of(repo, "bake" if phase is Phase.BAKE else "target", name)
        case _:
            return ()


NO_GIT = "working folder"
"""What stands in for a branch where there is no git."""


_last: tuple[Checkout | None, Mapping[tuple[str, str, str], tuple[str, ...]]] = (None, {})


def _owners_in(checkout: Checkout) -> Mapping[tuple[str, str, str], tuple[str, ...]]:
    """What belongs to which branches; there is one folder at a time, and every row of the tree asks."""
    global _last  # noqa: PLW0603 - a cache of one, and the function is pure to its callers
    known, owners = _last
    if known is not checkout:
        owners = _owners_of(checkout)
        _last = (checkout, owners)
    return owners


def _owners_of(checkout: Checkout) -> dict[tuple[str, str, str], tuple[str, ...]]:
    branches = sorted(checkout.branches, key=lambda branch: not branch.is_current)
    mappings = [(branch.name, branch.mapping) for branch in branches]
    here = checkout.current or NO_GIT
    if checkout.mapping is not None:
        mappings.insert(0, (here, checkout.mapping))
    found: dict[tuple[str, str, str], dict[str, None]] = {("", "", ""): {}}
    for branch, mapping in mappings:
        for kind, name in things_in(mapping):
            if mapping is not None:
                found.setdefault((mapping.repo, kind, name), {})[branch] = None
    return {thing: tuple(names) for thing, names in found.items()}


def things_in(mapping: MappingFile | None) -> Iterator[tuple[str, str]]:
    """Kind and name of everything a mapping file names; bakes it came from belong to it as well."""
    if mapping is None:
        return
    yield from (("prompt", name) for name in mapping.prompt_names)
    if mapping.target_name is not None:
        yield "target", mapping.target_name
    if mapping.bake_name is not None:
        yield "bake", mapping.bake_name
    yield from (("bake", name) for name in mapping.models)
