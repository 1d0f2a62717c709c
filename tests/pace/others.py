"""What may give a loop something to do that is not its own: threads, processes, and answers that are on their way."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from stat import S_ISSOCK
from typing import Any
from weakref import WeakSet

import httpx

from breadtui.api import reading
from breadtui.journal.disk import DiskThread

_THERE_FROM_THE_START = frozenset(threading.enumerate())

_ANSWERING = ("breadtui-demo", "AnyIO worker thread")
"""Threads of the demo, which do nothing unless they are asked."""

_asked: WeakSet[httpx.Request] = WeakSet()


def note_requests() -> None:
    """Know from now on of every request whose answer is not here, or not read to its end."""
    send, close = httpx.AsyncClient.send, httpx.Response.aclose

    async def noted(client: httpx.AsyncClient, request: httpx.Request, **how: Any) -> httpx.Response:
        _asked.add(request)
        try:
            response = await send(client, request, **how)
        except BaseException:
            _asked.discard(request)
            raise
        if response.is_closed:
            _asked.discard(request)
        return response

    async def closed(response: httpx.Response) -> None:
        try:
            await close(response)
        finally:
            _asked.discard(response.request)

    httpx.AsyncClient.send = noted  # type: ignore[method-assign,assignment]
    httpx.Response.aclose = closed  # type: ignore[method-assign,assignment]


def may_act(loop: Any) -> bool:
    """Whether anything but the loop itself may give it something to do."""
    pools: list[ThreadPoolExecutor] = [pool for pool in (loop._default_executor, reading._THREAD) if pool is not None]
    idle = {thread for pool in pools for thread in pool._threads} | _THERE_FROM_THE_START
    others = (thread for thread in threading.enumerate() if thread not in idle)
    return bool(_asked) or any(map(_is_busy, pools)) or _hears_processes(loop) or any(map(_is_at_work, others))


def _is_busy(pool: ThreadPoolExecutor) -> bool:
    return pool._idle_semaphore._value < len(pool._threads) or not pool._work_queue.empty()


def _hears_processes(loop: Any) -> bool:
    """Whether it listens to anything but sockets, over which nothing comes that was not asked for."""
    return not all(S_ISSOCK(os.fstat(fd).st_mode) for fd in loop._selector.get_map())


def _is_at_work(thread: threading.Thread) -> bool:
    """Of a thread that is nobody's, one must assume it."""
    disk = getattr(getattr(thread, "_target", None), "__self__", None)
    if isinstance(disk, DiskThread):
        with disk._changed:
            return not disk._is_settled(of_texts=False)
    return not thread.name.startswith(_ANSWERING)
