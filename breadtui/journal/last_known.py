"""What was known of a repository when it was last looked at, as one packed text, so that a start draws it at once."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from breadtui.domain.answers import About, Answer, Topic
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.repos import RepoTree, TreeBake
from breadtui.domain.sharing import Sharing
from breadtui.journal.answered.as_json import bake_from_body, bake_to_body, from_body, to_body
from breadtui.journal.json_shapes import Unreadable
from breadtui.journal.prompt_json import from_text, to_text
from breadtui.journal.tables.cells import moment_of, text_from_cell, text_to_cell
from breadtui.values import replace

_PUT = """INSERT INTO last_known (repo, seen_at, body) VALUES (?, ?, ?)
    ON CONFLICT (repo) DO UPDATE SET seen_at = excluded.seen_at, body = excluded.body"""
_GET = "SELECT body FROM last_known WHERE repo = ?"
_REPOS = "SELECT repo FROM last_known WHERE repo <> '' ORDER BY repo"
_LEVEL = 1
PIECE_BYTES = 65_536
MOST_BYTES = 200_000_000
"""A packed text that unpacks to more is not ours."""


def put_last_known(
    connection: sqlite3.Connection, repo: RepoName | None, answers: Iterable[Answer], at: datetime
) -> None:
    """Keep these answers in place of those kept before. A line at a time, so that keys are answered meanwhile."""
    packer = zlib.compressobj(_LEVEL)
    body = b"".join([*(packer.compress(line + b"\n") for line in _lines(answers)), packer.flush()])
    connection.execute(_PUT, (_cell(repo), at.timestamp(), body))


def last_known_of(connection: sqlite3.Connection, repo: RepoName | None) -> tuple[Answer, ...]:
    """The answers again; none where they cannot be read, since the service will tell them anew."""
    row = connection.execute(_GET, (_cell(repo),)).fetchone()
    if row is None:
        return ()
    try:
        return tuple(_answers(_unpacked(row[0])))
    except (zlib.error, Unreadable, KeyError, TypeError, ValueError, StopIteration, RuntimeError):
        return ()


def last_known_trees(connection: sqlite3.Connection) -> Iterator[tuple[RepoTree, datetime]]:
    """The last tree of each repository and when it was answered; those that cannot be read are left out."""
    for (cell,) in connection.execute(_REPOS).fetchall():
        for answer in last_known_of(connection, RepoName(text_from_cell(cell))):
            if isinstance(answer.value, RepoTree):
                yield answer.value, answer.at


def _unpacked(body: bytes) -> Iterator[bytes]:
    """The lines, unpacked as they are read: the whole of a large tree would be as much again in memory."""
    packer, rest, count = zlib.decompressobj(), b"", 0
    while not packer.eof and (body or packer.unconsumed_tail):
        piece = packer.decompress(packer.unconsumed_tail or body, PIECE_BYTES)
        body = b""
        count += len(piece)
        if count > MOST_BYTES:
            raise ValueError("it unpacks to more than is ours")
        *lines, rest = (rest + piece).split(b"\n")
        yield from lines
    if not packer.eof:
        raise ValueError("it ends too early")


def _cell(repo: RepoName | None) -> str:
    return "" if repo is None else text_to_cell(repo)


def _lines(answers: Iterable[Answer]) -> Iterator[bytes]:
    for answer in answers:
        if answer.value is None or answer.topic is Topic.METRICS:
            continue
        bakes = answer.value.bakes.values() if isinstance(answer.value, RepoTree) else ()
        head = {
            "topic": answer.topic.value,
            "about": list(answer.about) if isinstance(answer.about, JobKey) else answer.about,
            "at": answer.at.timestamp(),
            "bakes": len(bakes),
        }
        yield to_text(head).encode("ascii")
        yield to_body(answer.topic, answer.value)
        yield from map(bake_to_body, bakes)


def _answers(lines: Iterator[bytes]) -> Iterator[Answer]:
    sharing = Sharing()
    for line in lines:
        head: Any = from_text(line.decode("ascii"))
        topic = Topic(head["topic"])
        value = from_body(topic, next(lines))
        if isinstance(value, RepoTree):
            bakes = [_shared(bake_from_body(next(lines)), sharing) for _ in range(int(head["bakes"]))]
            value = replace(value, bakes={bake.name: bake for bake in bakes})
        yield Answer(topic, _about(head["about"]), moment_of(head["at"]), value)


def _shared(bake: TreeBake, sharing: Sharing) -> TreeBake:
    """The bake with what it has in common with the others held once, as the service's own answer would be."""
    return replace(bake, config=sharing.config(dict(bake.config)), status_text=sharing.text(bake.status_text))


def _about(told: Any) -> About:
    if isinstance(told, Sequence) and not isinstance(told, str):
        repo, phase, name = told
        return JobKey(RepoName(str(repo)), Phase(phase), str(name))
    return None if told is None else RepoName(str(told))
