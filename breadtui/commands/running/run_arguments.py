"""What `breadtui run` is asked to start, and with whom it talks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from breadtui.domain.chain.wish import ChainWish
from breadtui.domain.names import Phase, RepoName
from breadtui.values import dataclass

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Arguments:
    """The jobs to start: of a target its stim, its rollout or both, of a bake its training or all that leads to it.

    No phases are the bake of that name. `is_forced` starts even where a check is red; `is_agreed` asks nobody.
    `download_to` is the folder that the weights go to where another process goes on with it; empty where they stay.
    """

    repo: RepoName
    name: str
    phases: frozenset[Phase] = frozenset()
    is_waiting: bool = True
    is_json: bool = False
    is_agreed: bool = False
    is_forced: bool = False
    timeout_seconds: float | None = None
    download_to: str = ""

    @property
    def is_bake(self) -> bool:
        """It ends with a bake, which has weights."""
        return not self.phases or Phase.BAKE in self.phases

    @property
    def wish(self) -> ChainWish:
        """The same as a chain."""
        if self.is_bake:
            is_alone = len(self.phases) <= 1
            return ChainWish(self.repo, bakes=(self.name,), is_alone=is_alone, download_to=self.download_to)
        through = Phase.ROLLOUT if Phase.ROLLOUT in self.phases else Phase.STIM
        return ChainWish(self.repo, (self.name,), through=through, is_alone=len(self.phases) == 1)


@dataclass(frozen=True, slots=True)
class Talk:
    """Where progress goes, where words go, and how a person is asked (None where nobody can be)."""

    out: TextIO
    tell: Tell
    ask: Callable[[str], bool] | None
