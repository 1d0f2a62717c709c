"""Through all pages of a list, and out again whatever the service says about more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from breadtui.domain.names import RepoName
from breadtui.domain.repos import Repo, RepoPage

MOST_PAGES = 50


async def all_repos(page_at: Callable[[int], Awaitable[RepoPage]]) -> tuple[Repo, ...]:
    """Every repository once, in the order first seen.

    The offset moves by rows received; an empty page, one that brings nothing new, the known total, and the
    fiftieth page each end it. Source: the API contract, pagination.
    """
    found: dict[RepoName, Repo] = {}
    offset = 0
    for _ in range(MOST_PAGES):
        page = await page_at(offset)
        known = len(found)
        for repo in page.repos:
            found.setdefault(repo.name, repo)
        offset += len(page.repos)
        if not page.has_more or len(found) == known:
            break
    return tuple(found.values())
