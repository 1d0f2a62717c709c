"""What holds for all tests: none of them passes or fails by how busy the machine is, or by the day's luck.

Property tests try the same examples each time; `pytest --hypothesis-profile=explore` looks for new ones.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from textual.notifications import Notification

LONG_SECONDS = 3600.0

_UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("steady", _UNHURRIED, derandomize=True)
settings.register_profile("explore", _UNHURRIED, max_examples=1000)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def _toasts_stay() -> None:
    """What was told stays told for as long as a test takes: five seconds can be few keys."""
    Notification.time_left = property(lambda _: LONG_SECONDS)  # type: ignore[method-assign,assignment]
