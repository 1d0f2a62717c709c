"""What is shown while a person has paused the view: the facts of that moment, and what they do meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

from breadtui.domain.names import JobKey, RepoName
from breadtui.store.facts.keyed import moved_keys
from breadtui.store.facts.remote import NOT_ASKED, Remote, last_ready
from breadtui.store.facts.state import AppState
from breadtui.values import replace

Key = TypeVar("Key")
Value = TypeVar("Value")


class PausedView:
    """The facts as they were when the view was paused, with all that a person asked for since.

    Jobs, trees, names, metrics and notices stand still; what was never read before is shown when it is read, and what
    a person writes, chooses, marks or starts is shown as it happens.
    """

    def __init__(self, frozen: AppState) -> None:
        self._frozen = frozen
        self._shown = frozen

    def of(self, live: AppState) -> AppState:
        """What panes are shown while `live` is what is known; what did not change is the same object as before."""
        frozen, shown = self._frozen, self._shown
        later = frozenset(repo for repo in live.opened if live.opened[repo] != frozen.opened.get(repo))
        self._shown = replace(
            live,
            repos=live.repos if last_ready(frozen.repos) is None else frozen.repos,
            jobs=_filled(frozen.jobs, live.jobs, later, shown.jobs),
            trees=_of_repos(frozen.trees, live.trees, later, shown.trees),
            contents=_of_repos(frozen.contents, live.contents, later, shown.contents),
            lineages=_of_repos(frozen.lineages, live.lineages, later, shown.lineages),
            metrics=_read_since(frozen.metrics, live.metrics, shown.metrics),
            notices=frozen.notices,
            notice_count=frozen.notice_count,
            calls=frozen.calls,
        )
        return self._shown

    def news_count(self, live: AppState) -> int:
        """How many jobs are new or say something else by now, and how many notices came."""
        frozen = self._frozen
        moved = () if live.jobs is frozen.jobs else moved_keys(frozen.jobs, live.jobs)
        jobs_count = sum(key not in frozen.jobs or frozen.jobs[key].job is not live.jobs[key].job for key in moved)
        return jobs_count + live.notice_count - frozen.notice_count


def _filled(
    frozen: Mapping[JobKey, Value],
    live: Mapping[JobKey, Value],
    later: Collection[RepoName],
    shown: Mapping[JobKey, Value],
) -> Mapping[JobKey, Value]:
    """The frozen jobs, and those of repositories that were opened later."""
    if not later:
        return frozen
    return _same_or({**frozen, **{key: value for key, value in live.items() if key.repo in later}}, shown)


def _of_repos(
    frozen: Mapping[RepoName, Value],
    live: Mapping[RepoName, Value],
    later: Collection[RepoName],
    shown: Mapping[RepoName, Value],
) -> Mapping[RepoName, Value]:
    if not later:
        return frozen
    return _same_or({**frozen, **{repo: live[repo] for repo in later if repo in live}}, shown)


def _read_since(
    frozen: Mapping[Key, Remote[Value]], live: Mapping[Key, Remote[Value]], shown: Mapping[Key, Remote[Value]]
) -> Mapping[Key, Remote[Value]]:
    """What was read before stands still; what was not is shown as it is first read."""
    read = {
        key: shown[key] if last_ready(shown.get(key, NOT_ASKED)) is not None else value
        for key, value in live.items()
        if last_ready(frozen.get(key, NOT_ASKED)) is None
    }
    return _same_or({**frozen, **read}, shown) if read else frozen


def _same_or(made: Mapping[Key, Value], shown: Mapping[Key, Value]) -> Mapping[Key, Value]:
    """What is shown already where nothing in it differs."""
    return shown if len(shown) == len(made) and not moved_keys(shown, made) else made
