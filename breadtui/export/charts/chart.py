"""A drawing of parts and links, before it is Mermaid, DOT or JSON: what is in it, and the identifier of each part."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from breadtui.domain.descent.dependencies import BAKE, Part, Standing, Twig, arrows_from_parents
from breadtui.domain.descent.lineage import Lineage
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import BakeName, RepoName
from breadtui.values import dataclass, replace

LONGEST_SLUG = 40
_PLAIN = re.compile(r"[A-Za-z0-9_]{1,64}")
_LOOKS_HASHED = re.compile(r".*__[0-9a-f]{12}")
_UNPLAIN = re.compile(r"[^A-Za-z0-9_]+")


class Node(NamedTuple):
    """One part; `status` is None where the drawing does not tell how it stands."""

    part: Part
    status: JobStatus | None = None
    is_missing: bool = False
    is_root: bool = False

    @property
    def word(self) -> str:
        """What is drawn of its status: nothing for what is complete."""
        return "" if self.status in {None, JobStatus.COMPLETE} else str(self.status).replace("_", " ")


class Link(NamedTuple):
    """One arrow, from what is used to what is made with it."""

    used: Part
    user: Part
    word: str = ""
    checkpoint: int | None = None

    @property
    def label(self) -> str:
        """What stands at the arrow: how it is used, and from which checkpoint."""
        step = "" if self.checkpoint is None else str(self.checkpoint)
        return f"{self.word} {step}".strip()


@dataclass(frozen=True, slots=True)
class Chart:
    """Parts and links of one drawing, each once; `home` is the repository whose names stand without it.

    `unread` names what could not be looked at, so that more may belong into the drawing.
    """

    home: RepoName | None
    base_model: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    unread: tuple[str, ...] = ()


def chart_of_parts(twigs: Sequence[Twig], base_model: str = "") -> Chart:
    """What a bake was made from: a tree of parts in which each line is used by the one above."""
    return _chart(twigs, base_model, are_users=False)


def chart_of_users(twigs: Sequence[Twig], unread: Iterable[str] = ()) -> Chart:
    """What uses a part, as far as what is `unread` does not: a tree in which each line uses the one above."""
    return replace(_chart(twigs, "", are_users=True), unread=tuple(unread))


def chart_of_lineages(
    lineages: Iterable[Lineage], shown: Mapping[RepoName, Collection[BakeName]] | None = None
) -> Chart:
    """The bakes of repositories by descent; of each repository in `shown` only the bakes named there."""
    listed = tuple(lineages)
    nodes: dict[Part, Node] = {}
    links: dict[tuple[Part, Part], Link] = {}
    for lineage in listed:
        repo = RepoName(lineage.repo)
        only = None if shown is None else shown.get(repo)
        for name, descent in lineage.descents.items():
            if only is not None and name not in only:
                continue
            part = Part(repo, BAKE, name)
            status = descent.bake.status if descent.bake is not None else None
            nodes[part] = Node(part, status, is_missing=descent.bake is None)
            for arrow in arrows_from_parents(lineage, descent):
                links.setdefault((arrow.to, part), Link(arrow.to, part, "", arrow.checkpoint))
    for used, _ in links:
        nodes.setdefault(used, Node(used))
    home = RepoName(listed[0].repo) if len(listed) == 1 else None
    return Chart(home, listed[0].base_model if home is not None else "", tuple(nodes.values()), tuple(links.values()))


def ids_of(chart: Chart) -> dict[Part, str]:
    """An identifier of letters, digits and underscores for each part.

    It depends on the part alone, so that a picture made again differs only where the service does; names that are
    not such words, or that are of another repository, end in a digest.
    """
    return {node.part: _id(node.part, chart.home) for node in chart.nodes}


def by_repo(chart: Chart) -> dict[RepoName, list[Node]]:
    """The nodes by repository, in the order of the chart."""
    found: dict[RepoName, list[Node]] = {}
    for node in chart.nodes:
        found.setdefault(node.part.repo, []).append(node)
    return found


def unread_comment(chart: Chart) -> str:
    """What could not be looked at, on one line of ASCII without braces, which some languages obey in comments."""
    names = json.dumps(", ".join(chart.unread))[1:-1].translate({ord("{"): "(", ord("}"): ")", 0x7F: "?"})
    return f"not looked at: {names}" if chart.unread else ""


def digest(*texts: str) -> str:
    """Twelve characters that stand for these texts."""
    joined = "\0".join(texts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:12]


def slug(text: str) -> str:
    """What can be read of a text in letters, digits and underscores."""
    return _UNPLAIN.sub("_", text)[:LONGEST_SLUG].strip("_")


def _id(part: Part, home: RepoName | None) -> str:
    kind = slug(part.kind) or "part"
    is_plain = part.repo == home and kind == part.kind and _PLAIN.fullmatch(part.name)
    if is_plain and not _LOOKS_HASHED.fullmatch(part.name):
        return f"{kind}_{part.name}"
    return f"{kind}_{slug(part.name)}__{digest(*part)}"


def _chart(twigs: Sequence[Twig], base_model: str, *, are_users: bool) -> Chart:
    nodes: dict[Part, Node] = {}
    for twig in twigs:
        if twig.standing is Standing.FULL:
            nodes[twig.part] = Node(twig.part, None, twig.is_missing, is_root=twig.depth == 0)
    home = twigs[0].part.repo if twigs else None
    return Chart(home, base_model, tuple(nodes.values()), tuple(_links(twigs, are_users=are_users)))


def _links(twigs: Iterable[Twig], *, are_users: bool) -> Iterator[Link]:
    path: list[Part] = []
    for twig in twigs:
        del path[twig.depth :]
        if path and not twig.is_loose:
            above = path[-1]
            used, user = (above, twig.part) if are_users else (twig.part, above)
            yield Link(used, user, twig.word, twig.checkpoint)
        path.append(twig.part)
