"""Trees read bake by bake: what says the same as last time is the same object, and costs next to nothing."""

from __future__ import annotations

import json
import re
import weakref
from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any, TypeAlias

from breadtui.api.answer import Body
from breadtui.api.convert import repos as convert
from breadtui.domain.json_reading import parsed_json
from breadtui.domain.names import BakeName, RepoName
from breadtui.domain.repos import RepoTree, TreeBake
from breadtui.domain.sharing import Parsed, Sharing, is_written_alike
from breadtui.values import dataclass, field

_BLANK = r"[ \t\n\r]*"
_NAME = rf'{_BLANK}"([^"\\\x00-\x1f]*)"{_BLANK}:{_BLANK}'
_FIRST = re.compile(rf"{_BLANK}\{{{_NAME}")
_NEXT = re.compile(rf"{_BLANK},{_NAME}")
_END = re.compile(rf"{_BLANK}\}}{_BLANK}")
_DECODER = json.JSONDecoder()


class _Odd(Exception):
    """Not an answer as it usually is: to be read as a whole."""


_Mark: TypeAlias = tuple[int, int]
"""How many characters a bake took in the answer, and their hash."""


@dataclass(frozen=True, slots=True)
class _Known:
    tree: weakref.ref[RepoTree]
    digest: bytes
    marks: Mapping[str, _Mark]
    turn: int = 0


class Trees:
    """The last tree of each repository, for as long as anybody holds it."""

    def __init__(self) -> None:
        self._known: dict[RepoName, _Known] = {}

    def expect(self, tree: RepoTree) -> None:
        """A tree that was known before anything was read: what an answer has in common with it is this very object."""
        self._known = {**self._known, tree.repo: _Known(weakref.ref(tree), b"", {})}

    def read(self, repo: RepoName, body: Body, turn: int = 0) -> RepoTree:
        """The tree in an answer: the last one itself where nothing changed, else with its unchanged bakes.

        `turn` counts the questions: an answer that comes after that to a later question is given up for the later one.
        Raises: ValueError, RecursionError or pydantic's ValidationError where there is none.
        """
        digest = blake2b(body, digest_size=16).digest()
        known = self._known.get(repo)
        last = None if known is None else known.tree()
        if known is not None and last is not None and (known.digest == digest or turn < known.turn):
            return last
        walk = _Walk(repo, body.decode("utf-8-sig"), last, {} if known is None else known.marks)
        tree = walk.tree()
        if last is not None and tree == last and list(tree.bakes) == list(last.bakes):
            tree = last
        held = {name: one for name, one in self._known.items() if one.tree() is not None}
        self._known = {**held, repo: _Known(weakref.ref(tree), digest, walk.marks, turn)}
        return tree


@dataclass(slots=True)
class _Walk:
    """One way through an answer."""

    repo: RepoName
    text: str
    last: RepoTree | None
    last_marks: Mapping[str, _Mark]
    marks: dict[str, _Mark] = field(default_factory=dict)
    _bakes: dict[BakeName, TreeBake] = field(default_factory=dict)
    _rest: Parsed = field(default_factory=dict)
    _sharing: Sharing = field(default_factory=Sharing)

    def tree(self) -> RepoTree:
        try:
            is_whole = _members(self.text, 0, self._part) == len(self.text)
        except _Odd:
            is_whole = False
        if not is_whole:
            self.marks = {}
            return convert.to_tree(self.repo, parsed_json(self.text))
        rest = convert.to_tree(self.repo, self._rest)
        edges = self.last.edges if self.last is not None and self.last.edges == rest.edges else rest.edges
        return RepoTree(self.repo, rest.base_model, self._bakes, edges)

    def _part(self, name: str, at: int) -> int:
        if name == "bakes" and self.text.startswith("{", at) and not self._bakes:
            return _members(self.text, at, self._bake)
        if name in self._rest or name == "bakes":
            raise _Odd
        self._rest[name], end = _value(self.text, at)
        return end

    def _bake(self, text: str, at: int) -> int:
        name = BakeName(self._sharing.text(text))
        last = None if self.last is None else self.last.bakes.get(name)
        mark = self.last_marks.get(name)
        if last is not None and mark is not None and hash(self.text[at : at + mark[0]]) == mark[1]:
            end = at + mark[0]
        else:
            node, end = _value(self.text, at)
            mark = (end - at, hash(self.text[at:end]))
            last = self._read(name, node, last)
        self._bakes[name], self.marks[name] = last, mark
        return end

    def _read(self, name: BakeName, node: object, last: TreeBake | None) -> TreeBake:
        if not isinstance(node, dict):
            raise _Odd
        config = node.get("config")
        if isinstance(config, dict):
            is_same = last is not None and is_written_alike(config, last.config)
            node["config"] = last.config if last is not None and is_same else self._sharing.config(config)
        paths = node.get("model_name")
        if isinstance(paths, list):
            node["model_name"] = [self._sharing.text(path) if isinstance(path, str) else path for path in paths]
        bake = convert.to_tree_bake(name, node)
        return last if last is not None and last == bake else bake


def _members(text: str, at: int, take: Callable[[str, int], int]) -> int:
    """Where the object at `at` ends; `take` gets each member's name and the place of its value, and says its end."""
    found = _FIRST.match(text, at)
    while found is not None:
        at = take(found[1], found.end())
        found = _NEXT.match(text, at)
    end = _END.match(text, at)
    if end is None:
        raise _Odd
    return end.end()


def _value(text: str, at: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, at)
    except ValueError:
        raise _Odd from None
