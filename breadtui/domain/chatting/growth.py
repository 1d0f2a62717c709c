"""What came of an answer since it was written down whole, so that little has to be written while it comes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from breadtui.domain.chatting.threads import Reply, Stage, Thread, with_reply
from breadtui.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Growth:
    """The characters of one answer from `begins` on; the answer is the one that this model was asked for then."""

    number: int
    model: str
    asked_at: datetime
    begins: int
    text: str


def grown(thread: Thread, growths: Iterable[Growth]) -> Thread:
    """The conversation with what its answers grew by, in whichever order that is told, some of it perhaps twice.

    Behind a gap nothing is taken, and an answer that was asked for anew takes nothing of the one before.
    """
    for growth in sorted(growths, key=lambda each: each.begins):
        if not 0 <= growth.number < len(thread.exchanges):
            continue
        reply = thread.exchanges[growth.number].reply_of(growth.model)
        if reply is not None and reply.asked_at == growth.asked_at:
            thread = with_reply(thread, growth.number, _with(reply, growth))
    return thread


def _with(reply: Reply, growth: Growth) -> Reply:
    is_next = growth.begins <= len(reply.text) < growth.begins + len(growth.text)
    if not is_next:
        return reply
    stage = Stage.SPEAKING if reply.stage.is_open else reply.stage
    return replace(reply, text=reply.text[: growth.begins] + growth.text, stage=stage)
