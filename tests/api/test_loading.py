"""What the wire loads, since every script waits for it."""

from __future__ import annotations

from tests.loading import loaded_by

DRAWING = ("rich", "pygments", "click", "textual")


def test_the_wire_loads_nothing_that_draws_on_terminals() -> None:
    assert not set(DRAWING) & loaded_by("import breadtui.api.client")
