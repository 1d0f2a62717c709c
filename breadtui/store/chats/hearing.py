"""One answer heard to its end: pieces as they come, and the waits before a model that is not ready yet answers."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import cast

from breadtui.domain.chatting.patience import Patience, Wait
from breadtui.domain.errors import BreadError, NotFound
from breadtui.domain.inference import ChatPiece, ChatTurn
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase, parse_model_path
from breadtui.store.ports.service import BreadApi, Clock


async def heard(api: BreadApi, clock: Clock, turn: ChatTurn) -> AsyncGenerator[ChatPiece | Wait, None]:
    """Each piece of the answer; before the first, each wait as it begins. Closing it closes the connection at once.

    A question is put again only while nothing of the answer came. Raises: BreadError.
    """
    patience: Patience | None = Patience()
    is_complete: bool | None = None
    while True:
        try:
            async with aclosing(_closable(api.chat(turn))) as pieces:
                async for piece in pieces:
                    patience = None
                    yield piece
        except BreadError as error:
            if patience is None:
                raise
            if isinstance(error, NotFound) and is_complete is None:
                is_complete = await _is_complete(api, turn.model)
            waited = patience.after(error, is_complete=bool(is_complete))
            if waited is None:
                raise
            patience, wait = waited
        else:
            return
        yield wait
        await clock.sleep(wait.seconds)


async def _is_complete(api: BreadApi, model: str) -> bool:
    """The bake of this path is complete and names it: it will be served."""
    path = parse_model_path(model)
    if path is None:
        return False
    try:
        job = await api.job(JobKey(path.repo, Phase.BAKE, path.bake))
    except BreadError:
        return False
    return job.status is JobStatus.COMPLETE and (not job.model_names or model in job.model_names)


def _closable(pieces: AsyncIterator[ChatPiece]) -> AsyncGenerator[ChatPiece, None]:
    """The port promises an iterator that can be closed, which is what a generator is."""
    return cast("AsyncGenerator[ChatPiece, None]", pieces)
