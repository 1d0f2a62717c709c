"""What holds for all tests: none of them passes or fails by how busy the machine is, or by the day's luck.

Property tests try the same examples each time; `pytest --hypothesis-profile=explore` looks for new ones.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from textual.notifications import Notification

from breadtui.journal.chats.files import ChatFiles
from breadtui.journal.disk import DiskThread
from breadtui.journal.drafts import DraftFiles
from breadtui.journal.journal_file import JournalFile
from tests.pace import bytecode, garbage, interrupts, rest, styles

LONG_SECONDS = 3600.0
DISK_SECONDS = 30.0

_UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("steady", _UNHURRIED, derandomize=True)
settings.register_profile("explore", _UNHURRIED, max_examples=1000)
settings.load_profile("steady")

styles.parse_once()
rest.pause_until_at_rest()


def pytest_configure(config: pytest.Config) -> None:
    """Programs that tests start hear interrupts, and find what they import compiled."""
    interrupts.heard()
    if not hasattr(config, "workerinput"):
        bytecode.compile_once()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is loaded with the tests stays, and no round of the garbage collector goes through it."""
    with garbage.resting():
        return (yield)


@pytest.fixture(scope="session", autouse=True)
def _toasts_stay() -> None:
    """What was told stays told for as long as a test takes: five seconds can be few keys."""
    Notification.time_left = property(lambda _: LONG_SECONDS)  # type: ignore[method-assign,assignment]


@pytest.fixture(scope="session", autouse=True)
def _disks_are_waited_for() -> None:
    """What is brought to disk in tests may take longer than a person is kept waiting."""
    for brings in (DiskThread.flush, DiskThread.stop, JournalFile.close, DraftFiles.flush, ChatFiles.flush):
        brings.__defaults__ = (DISK_SECONDS,)
