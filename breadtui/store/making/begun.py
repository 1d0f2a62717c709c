"""Unfinished things of one kind, one a repository, as several windows keep them in one journal."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Generic, TypeVar

from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import RepoName
from breadtui.store.ports.service import Journal

Draft = TypeVar("Draft")


class Begun(Generic[Draft]):
    """What was begun and not made, here, in another window or in a run before.

    What was typed here stays this window's own until it is made or given up here, whatever another window types in the
    same repository meanwhile. The next run finds what was typed last.
    """

    def __init__(
        self,
        journal: Journal,
        fact: str,
        to_json: Callable[[Mapping[RepoName, Draft]], JsonObject],
        from_json: Callable[[Json], Mapping[RepoName, Draft]],
    ) -> None:
        self._journal = journal
        self._fact = fact
        self._to_json = to_json
        self._from_json = from_json
        self._here: Mapping[RepoName, Draft] = {}
        self._kept: Mapping[RepoName, Draft] = {}
        self._moves_count = 0

    async def all(self) -> Mapping[RepoName, Draft]:
        """One for each repository that has any."""
        kept, moves_count = None, -1
        while moves_count != self._moves_count:
            # What was kept or given up here during a look is on its way to the disk, and is in the next one.
            moves_count = self._moves_count
            kept = await self._journal.fact(self._fact)
        if kept is not None:
            self._kept = self._from_json(kept)
        return {**self._kept, **self._here}

    async def of(self, repo: RepoName) -> Draft | None:
        """What was begun in a repository; None where there is nothing."""
        return (await self.all()).get(repo)

    def keep(self, repo: RepoName, draft: Draft | None) -> None:
        """Keep it as it is now, or forget it (None); one that another window typed since is not forgotten."""
        known = self._only(repo, self._here.get(repo, self._kept.get(repo)))
        now = self._only(repo, draft)
        self._here = {**_lacking(self._here, repo), **now}
        self._kept = _lacking(self._kept, repo)
        self._moves_count += 1
        if now != known:
            change = partial(begun_changed, self._to_json(known), self._to_json(now))
            self._journal.change_fact(self._fact, change)

    @staticmethod
    def _only(repo: RepoName, draft: Draft | None) -> Mapping[RepoName, Draft]:
        return {} if draft is None else {repo: draft}


def begun_changed(known: JsonObject, now: JsonObject, kept: Json) -> Json:
    """What was begun as it is kept, after one window went from what it knew to what it has now; the others' stays."""
    before = kept if isinstance(kept, Mapping) else {}
    gone = {repo for repo in known if repo not in now and _text(before.get(repo)) == _text(known[repo])}
    return {**{repo: draft for repo, draft in before.items() if repo not in gone}, **now}


def _text(value: Json) -> str:
    """JSON that was read back is equal to what was written, though tuples became lists."""
    return json.dumps(value, sort_keys=True)


def _lacking(drafts: Mapping[RepoName, Draft], repo: RepoName) -> Mapping[RepoName, Draft]:
    return {key: draft for key, draft in drafts.items() if key != repo}
