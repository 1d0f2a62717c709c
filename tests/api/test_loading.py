"""What the wire loads, since every script waits for it."""

from __future__ import annotations

import subprocess
import sys

DRAWING = ("rich", "pygments", "click", "textual")


def test_the_wire_loads_nothing_that_draws_on_terminals() -> None:
    program = "import breadtui.api.client, sys; print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert not set(DRAWING) & set(ended.stdout.split())
