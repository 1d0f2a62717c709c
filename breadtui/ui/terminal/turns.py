"""Long work of this thread in turns, so that keys have theirs between two."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Iterable, Iterator
from time import thread_time

from breadtui.ui.present.plot.parts import DOTS_A_TURN

PAUSE_SECONDS = 0.001
"""Long enough for all that waits: a key passes through three queues."""
_LONGEST_TURN_SECONDS = 0.01
"""Of work: a million values may have to be looked at before a dot is drawn."""


class Turn:
    """What was done since others had their turn."""

    def __init__(self) -> None:
        self._dots, self._began = 0, thread_time()

    def is_over(self, dots: int) -> bool:
        """Whether it is others' turn, after so many dots more or what takes as long."""
        self._dots += dots
        return self._dots >= DOTS_A_TURN or thread_time() - self._began > _LONGEST_TURN_SECONDS


def is_done_in_a_turn(work: Iterator[int]) -> bool:
    """Do as much of the work as one turn has room for: whether that was all. It yields what it took, in dots."""
    turn = Turn()
    return not any(turn.is_over(dots) for dots in work)


async def in_turns(work: Iterable[int]) -> None:
    """Do all of the work, which yields what it took since the last time, in dots."""
    turn = Turn()
    for dots in work:
        if turn.is_over(dots):
            await sleep(PAUSE_SECONDS)
            turn = Turn()
