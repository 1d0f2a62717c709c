"""The monitor as a picture, down to the terminal in which each job has two lines."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from tests.ui.look.monitor_scenes import SCENES
from tests.ui.look.scenes import pose, still_app

SIZES = ((120, 40), (80, 24), (60, 20))


@pytest.fixture(autouse=True)
def _same_everywhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("NO_COLOR", "COLORTERM", "BREADTUI_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SCENES)
def test_the_monitor_looks_as_it_did(snap_compare: Callable[..., bool], name: str, size: tuple[int, int]) -> None:
    scene = SCENES[name]
    posed: Any = partial(pose, scene=scene)
    assert snap_compare(still_app(scene), terminal_size=size, run_before=posed)
