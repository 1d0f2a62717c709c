"""The command that looks at the bgit folder in which the program was started."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from breadtui.domain.bgit.checkout import Checkout
from breadtui.domain.names import RepoName
from breadtui.store.desk import Desk
from breadtui.store.events.finding import BgitSeen
from breadtui.store.facts.remote import value_of
from breadtui.store.facts.state import Severity


class BgitSeeing(Desk):
    """Looks at the folder; both ways to look give None where there is none, and may be called in a thread.

    `find_bgit_repo` tells the repository at once; `read_bgit` reads the folder whole, for which git is asked.
    """

    find_bgit_repo: Callable[[], str | None] | None = None
    read_bgit: Callable[[], Checkout | None] | None = None

    async def see_bgit(self, *, is_first: bool = False) -> Checkout | None:
        """What the folder says now; what is wrong with it is told at the first look."""
        checkout = await asyncio.to_thread(self.read_bgit) if self.read_bgit is not None else None
        self._dispatch(BgitSeen(checkout))
        if is_first and checkout is not None and checkout.problem:
            self._notice(Severity.WARNING, f"the bgit folder {checkout.folder}: {checkout.problem}")
        return checkout

    async def bgit_repo(self) -> RepoName | None:
        """The repository of the folder, if the account has it; where it does not, that is told."""
        found = await asyncio.to_thread(self.find_bgit_repo) if self.find_bgit_repo is not None else None
        if found is None:
            return None
        if found not in {repo.name for repo in value_of(self._state.repos) or ()}:
            words = f"this bgit folder works on {found}, which the account does not have: :new repo makes it"
            self._notice(Severity.WARNING, words)
            return None
        self._notice(Severity.INFORMATION, f"opened {found}, the repository of this bgit folder")
        return RepoName(found)
