import asyncio
import os
import signal
from collections.abc import Iterator

import pytest

from breadtui.commands.outcome.interrupting import on_interrupt


@pytest.fixture
def hangup_ignored() -> Iterator[None]:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
async def test_each_signal_that_ends_a_program_stops_the_run_instead(number: signal.Signals) -> None:
    stopped = asyncio.Event()
    with on_interrupt(stopped.set):
        os.kill(os.getpid(), number)
        await asyncio.wait_for(stopped.wait(), 60)


@pytest.mark.usefixtures("hangup_ignored")
async def test_a_run_under_nohup_goes_on_when_the_terminal_hangs_up() -> None:
    stopped, told = asyncio.Event(), asyncio.Event()
    with on_interrupt(stopped.set):
        os.kill(os.getpid(), signal.SIGHUP)
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, told.set)
        os.kill(os.getpid(), signal.SIGUSR1)
        await asyncio.wait_for(told.wait(), 60)
    assert not stopped.is_set()
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN


async def test_signals_mean_after_the_run_what_they_meant_before() -> None:
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)]
    with on_interrupt(lambda: None):
        pass
    assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)] == before
