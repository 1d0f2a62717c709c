"""The command that looks at the bgit folder in which the program was started."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from breadtui.domain.bgit.checkout import Checkout
from breadtui.domain.names import RepoName
from breadtui.store.desk import Desk
from breadtui.store.finding_events import BgitSeen
from breadtui.store.remote import value_of
from breadtui.store.state import Severity


class BgitSeeing(Desk):
    """Looks at the folder; `read_bgit` reads it whole, which may take seconds, and gives None where there is none."""

    read_bgit: Callable[[], Checkout | None] | None = None

    async def see_bgit(self) -> Checkout | None:
        """What the folder says now."""
        checkout = await asyncio.to_thread(self.read_bgit) if self.read_bgit is not None else None
        self._dispatch(BgitSeen(checkout))
        return checkout

    async def bgit_repo(self) -> RepoName | None:
        """The repository of the folder, if the account has it; where it does not, that is told."""
        checkout = await self.see_bgit()
        if checkout is None:
            return None
        if checkout.problem:
            self._notice(Severity.WARNING, f"the bgit folder {checkout.folder}: {checkout.problem}")
        if checkout.repo is None:
            return None
        if checkout.repo not in {repo.name for repo in value_of(self._state.repos) or ()}:
            words = f"the bgit folder {checkout.folder} works on {checkout.repo}, which this account does not have"
            self._notice(Severity.WARNING, words)
            return None
        self._notice(Severity.INFORMATION, f"opened {checkout.repo}, the repository of {checkout.folder}")
        return checkout.repo
