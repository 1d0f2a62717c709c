"""Which bakes descend from a name, found once for each name that is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase

from breadtui.domain.descent.forest import BakePlace, Forest, forest_of
from breadtui.domain.descent.lineage import Lineage
from breadtui.domain.names import BakeName, RepoName


class Lines:
    """Which bakes descend from which, found once for each name that is asked for."""

    __slots__ = ("_found", "forest")

    def __init__(self, forest: Forest) -> None:
        self.forest = forest
        self._found: dict[str, frozenset[BakePlace]] = {}

    def below(self, name: str) -> frozenset[BakePlace]:
        """The bakes called `name` (or `repo/name`; `*` stands for anything) and all that descend from them."""
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self._grown(self._called(name))
        return found

    def _grown(self, roots: Iterable[BakePlace]) -> frozenset[BakePlace]:
        seen = set(roots)
        waiting = list(seen)
        while waiting:
            for child in self.forest.children_of(waiting.pop()):
                if child not in seen:
                    seen.add(child)
                    waiting.append(child)
        return frozenset(seen)

    def _called(self, name: str) -> list[BakePlace]:
        repo, slash, bake = name.rpartition("/")
        lineages = self.forest.lineages
        exact = [BakePlace(each, BakeName(bake)) for each in ([RepoName(repo)] if slash else lineages)]
        if found := [place for place in exact if slash or place.bake in lineages[place.repo].descents]:
            return found
        pattern = bake.casefold().replace("[", "[[]")
        return [
            BakePlace(each, known)
            for each, lineage in lineages.items()
            for known in lineage.descents
            if fnmatchcase(known.casefold(), pattern)
        ]


_last = Lines(forest_of({}))


def lines_of(lineages: Mapping[RepoName, Lineage]) -> Lines:
    """The lines of descent of these repositories; kept for the same mapping, which is replaced, never changed."""
    global _last  # noqa: PLW0603 - a cache of one, and the function is pure to its callers
    forest = forest_of(lineages)
    if _last.forest is not forest:
        _last = Lines(forest)
    return _last


class Ancestry(Collection[str]):
    """The names a bake descends from, its own among them; `in` costs one look, however deep it stands."""

    __slots__ = ("_lines", "_place")

    def __init__(self, lines: Lines, place: BakePlace) -> None:
        self._lines = lines
        self._place = place

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._place in self._lines.below(name)

    def __iter__(self) -> Iterator[str]:
        yield self._place.bake
        yield from (place.bake for place in self._lines.forest.ancestors(self._place))

    def __len__(self) -> int:
        return 1 + len(self._lines.forest.ancestors(self._place))
