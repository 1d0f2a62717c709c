"""What a bake was made from and what uses a bake, target or prompt: both as a tree without recursion."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from breadtui.domain.descent.lineage import Descent, Lineage, parent_path
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import ModelPath, RepoName, parse_model_path
from breadtui.domain.recipe import DependencyGraph, datasets_of
from breadtui.values import dataclass, replace

BAKE, TARGET, PROMPT = "bake", "target", "prompt"


class Part(NamedTuple):
    """One thing of a repository; `kind` is bake, target, prompt, or whatever else the service says."""

    repo: RepoName
    kind: str
    name: str


class Standing(StrEnum):
    """How a twig of a tree stands: told in full, told above already, or not followed any further."""

    FULL = "full"
    ABOVE = "above"
    CIRCLE = "circle"


@dataclass(frozen=True, slots=True)
class Twig:
    """One line of a tree of parts, parents before children.

    `word` says what the arrow from the line above means: teacher, student, parent, answers … `checkpoint` is the
    step that the arrow names. `is_missing` marks a part that the service names but does not have; `is_loose` one
    that is in its answer though no arrow leads there. `has_more` says that arrows lead on from it, drawn or not.
    """

    part: Part
    depth: int
    is_last: bool
    standing: Standing = Standing.FULL
    word: str = ""
    checkpoint: int | None = None
    is_missing: bool = False
    is_loose: bool = False
    has_more: bool = False


class Arrow(NamedTuple):
    """One step from a part to another that it depends on, or that depends on it."""

    to: Part
    word: str = ""
    checkpoint: int | None = None


Arrows = Mapping[Part, Sequence[Arrow]]


class _Waiting(NamedTuple):
    arrow: Arrow
    depth: int
    is_last: bool


def made_from(graph: DependencyGraph, root: Part, owners: frozenset[str] = frozenset()) -> tuple[Twig, ...]:
    """A bake (or target) and below it, by depth, everything it was made from, in the order of the service's arrows.

    A part is followed once; where it comes again it stands as a reference, and a circle is cut. Parts of the
    answer that no arrow reaches come last. Each arrow is looked at once. `owners` are the user segments of the
    repository's own model paths, where they are known.
    """
    arrows = arrows_of(graph, root.repo, owners)
    parts = parts_of(graph, root.repo, arrows)
    missing = missing_of(graph, root.repo, parts)
    twigs = [replace(twig, is_missing=twig.part in missing) for twig in _grown(root, arrows.get)]
    reached = {twig.part for twig in twigs}
    loose = [part for part in parts if part not in reached]
    last = len(loose) - 1
    twigs += [
        Twig(part, 1, place == last, is_missing=part in missing, is_loose=True) for place, part in enumerate(loose)
    ]
    return tuple(twigs)


def graph_of_target(
    repo: RepoName, name: str, config: JsonObject, prompts: Collection[str] | None = None
) -> DependencyGraph:
    """The small graph of a target, for which the service has no call; `prompts` are those of its repository."""
    named = [arrow.to.name for arrow in _target_arrows(repo, config, frozenset()) if arrow.to.kind == PROMPT]
    files = {each: each if prompts is None or each in prompts else None for each in named}
    return DependencyGraph("", {}, {name: config}, files, ())


def parts_of(graph: DependencyGraph, repo: RepoName, arrows: Arrows) -> dict[Part, None]:
    """Everything the answer names, bakes first, each once, in its order."""
    found = dict.fromkeys(
        Part(repo, kind, name)
        for kind, names in ((BAKE, graph.bakes), (TARGET, graph.targets), (PROMPT, graph.prompts))
        for name in names
    )
    for part, leading in arrows.items():
        found.setdefault(part)
        for arrow in leading:
            found.setdefault(arrow.to)
    return found


def arrows_of(graph: DependencyGraph, repo: RepoName, owners: frozenset[str] = frozenset()) -> dict[Part, list[Arrow]]:
    """The arrows from each part to what it depends on.

    What configurations name beyond the published arrows counts as well: a parent in another repository, the model
    that answers in a target's rollout, a target that is gone. Source: the API contract, lineage.
    """
    found: dict[Part, dict[Part, Arrow]] = {}
    elsewhere = _parents_elsewhere(graph, repo)
    for edge in graph.edges:
        to = Part(repo, edge.kind, edge.name)
        if (edge.source_kind, edge.source, edge.kind, edge.name) not in elsewhere:
            found.setdefault(Part(repo, edge.source_kind, edge.source), {}).setdefault(to, Arrow(to))
    for name, config in graph.bakes.items():
        _add(found, Part(repo, BAKE, name), _bake_arrows(repo, config, owners))
    for name, config in graph.targets.items():
        _add(found, Part(repo, TARGET, name), _target_arrows(repo, config, owners))
    return {part: list(arrows.values()) for part, arrows in found.items()}


def missing_of(graph: DependencyGraph, repo: RepoName, parts: Iterable[Part]) -> set[Part]:
    """The parts that the answer names but the repository lacks.

    Of a bake that only a configuration names the answer says nothing, nor of other repositories.
    """
    published = {edge.source for edge in graph.edges if edge.source_kind == BAKE}
    published |= {edge.name for edge in graph.edges if edge.kind == BAKE}
    here = (part for part in parts if part.repo == repo)
    return {part for part in here if _is_missing(graph, part, published)}


def _is_missing(graph: DependencyGraph, part: Part, published: Collection[str]) -> bool:
    match part.kind:
        case "bake":
            return part.name not in graph.bakes and part.name in published
        case "target":
            return part.name not in graph.targets
        case "prompt":
            return graph.prompts.get(part.name) is None
        case _:
            return False


def _parents_elsewhere(graph: DependencyGraph, repo: RepoName) -> set[tuple[str, str, str, str]]:
    """Arrows that mean a bake of another repository: an arrow carries none, the configuration does."""
    paths = ((name, parent_path(config)) for name, config in graph.bakes.items())
    return {(BAKE, name, BAKE, path.bake) for name, path in paths if path is not None and path.repo != repo}


def _add(found: dict[Part, dict[Part, Arrow]], part: Part, arrows: Iterable[Arrow]) -> None:
    """Name the published arrows by what the configuration calls them; add those that only it has."""
    for arrow in arrows:
        known = found.setdefault(part, {})
        if arrow.to not in known or not known[arrow.to].word:
            known[arrow.to] = arrow


def _bake_arrows(repo: RepoName, config: JsonObject, owners: frozenset[str]) -> Iterator[Arrow]:
    """What a bake's configuration says it starts from and learns from."""
    if (path := parent_path(config)) is not None:
        yield _arrow_to(path, "parent", owners)
    for dataset in datasets_of(config):
        yield Arrow(Part(repo, TARGET, dataset.target))


def _target_arrows(repo: RepoName, config: JsonObject, owners: frozenset[str]) -> Iterator[Arrow]:
    """What a target's configuration says it is taught from and who answers."""
    for word, names in (("teacher", ("teacher_prompt", "u")), ("student", ("student_prompt", "v"))):
        found = next((name for key in names if isinstance(name := config.get(key), str) and name), None)
        if found is not None:
            yield Arrow(Part(repo, PROMPT, found), word)
    model = config.get("model_name")
    if isinstance(model, str) and (path := parse_model_path(model)) is not None:
        yield _arrow_to(path, "answers", owners)


def _arrow_to(path: ModelPath, word: str, owners: frozenset[str]) -> Arrow:
    """The arrow to a model; another user's repository is written `user/repo`, as no own one can be called."""
    is_own = not owners or path.user in owners
    return Arrow(
        Part(path.repo if is_own else RepoName(f"{path.user}/{path.repo}"), BAKE, path.bake), word, path.checkpoint
    )


def _grown(root: Part, arrows_from: Callable[[Part], Sequence[Arrow] | None]) -> Iterator[Twig]:
    """The tree below a part, depth first; each part is followed once, so that no arrow is looked at twice."""
    followed: set[Part] = set()
    path: list[Part] = []
    on_path: set[Part] = set()
    waiting = [_Waiting(Arrow(root), 0, is_last=True)]
    while waiting:
        (part, word, checkpoint), depth, is_last = waiting.pop()
        while len(path) > depth:
            on_path.discard(path.pop())
        below = arrows_from(part) or ()
        standing = Standing.CIRCLE if part in on_path else Standing.ABOVE if part in followed else Standing.FULL
        yield Twig(part, depth, is_last, standing, word, checkpoint, has_more=bool(below))
        if standing is not Standing.FULL:
            continue
        followed.add(part)
        path.append(part)
        on_path.add(part)
        last = len(below) - 1
        waiting += [_Waiting(below[place], depth + 1, place == last) for place in range(last, -1, -1)]


@dataclass(frozen=True, slots=True)
class Users:
    """What uses what in one repository, by the part that is used, which may lie in another repository."""

    repo: RepoName
    of: Arrows


def users_in_lineage(lineage: Lineage) -> Users:
    """Which bakes of a repository use which targets and which models. O(bakes and their datasets)."""
    repo = RepoName(lineage.repo)
    found: dict[Part, dict[Part, Arrow]] = {}
    for name, descent in lineage.descents.items():
        user = Part(repo, BAKE, name)
        _use(found, user, arrows_from_parents(lineage, descent))
        if descent.bake is not None:
            _use(found, user, _bake_arrows(repo, descent.bake.config, lineage.owners))
    return Users(repo, _as_lists(found))


def arrows_from_parents(lineage: Lineage, descent: Descent) -> Iterator[Arrow]:
    """All parents of a bake: in its own repository, the one it follows first, then one in another."""
    repo, path = RepoName(lineage.repo), descent.started_from
    for parent in (descent.parent, *descent.others):
        if parent is not None:
            checkpoint = path.checkpoint if path is not None and path.bake == parent else None
            yield Arrow(Part(repo, BAKE, parent), "parent", checkpoint)
    if (foreign := lineage.foreign.get(descent.name)) is not None:
        yield _arrow_to(foreign, "parent", lineage.owners)


def users_in_targets(repo: RepoName, targets: Mapping[str, JsonObject], owners: frozenset[str] = frozenset()) -> Users:
    """Which targets of a repository use which prompts and which models, as far as their configurations are known."""
    found: dict[Part, dict[Part, Arrow]] = {}
    for name, config in targets.items():
        _use(found, Part(repo, TARGET, name), _target_arrows(repo, config, owners))
    return Users(repo, _as_lists(found))


def _use(found: dict[Part, dict[Part, Arrow]], user: Part, arrows: Iterable[Arrow]) -> None:
    for used, word, checkpoint in arrows:
        found.setdefault(used, {}).setdefault(user, Arrow(user, word, checkpoint))


def _as_lists(found: Mapping[Part, Mapping[Part, Arrow]]) -> Arrows:
    return {part: list(arrows.values()) for part, arrows in found.items()}


def used_by(part: Part, known: Sequence[Users]) -> tuple[Twig, ...]:
    """The part and below it, by depth, everything made with it: targets of a prompt, bakes of a target, and so on.

    `known` has the part's own repository first where its users shall come first. Circles and repetitions are cut
    as in `made_from`.
    """

    def users_of(used: Part) -> list[Arrow]:
        found: dict[Part, Arrow] = {}
        for users in known:
            for arrow in users.of.get(used, ()):
                found.setdefault(arrow.to, arrow)
        return list(found.values())

    return tuple(_grown(part, users_of))
