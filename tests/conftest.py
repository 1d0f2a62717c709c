"""What holds for all tests."""

from __future__ import annotations

import pytest
from textual.notifications import Notification

LONG_SECONDS = 3600.0


@pytest.fixture(scope="session", autouse=True)
def _toasts_stay() -> None:
    """What was told stays told for as long as a test takes: on a busy machine, five seconds are few keys."""
    Notification.time_left = property(lambda _: LONG_SECONDS)  # type: ignore[method-assign,assignment]
