"""Signals that end a run between two calls instead of the program."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterator

_ENDINGS = ("SIGINT", "SIGTERM", "SIGHUP")


@contextlib.contextmanager
def on_interrupt(stop: Callable[[], None]) -> Iterator[None]:
    """Let ctrl+c, SIGTERM and a terminal that hangs up end the run in order, where the system can.

    One that whoever started the program had ignored stays ignored, as SIGHUP does under nohup.
    """
    loop = asyncio.get_running_loop()
    held = []
    for name in _ENDINGS:
        with contextlib.suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
            number = getattr(signal, name)
            if signal.getsignal(number) is not signal.SIG_IGN:
                loop.add_signal_handler(number, stop)
                held.append(number)
    try:
        yield
    finally:
        for number in held:
            loop.remove_signal_handler(number)
