"""What the wire loads, since every script waits for it."""

from __future__ import annotations

import subprocess
import sys

MODELS = ("pydantic", "pydantic_core")
DRAWING = ("rich", "pygments", "click", "textual")


def test_the_wire_loads_nothing_that_draws_on_terminals() -> None:
    assert not set(DRAWING) & loaded_by("import breadtui.api.client")


def test_repositories_and_trees_are_read_without_models_which_take_longer_to_load_than_that() -> None:
    read = """
import breadtui.api.client
from breadtui.api import convert
from breadtui.api.trees import Trees
convert.to_repo_page({"repos": [{"repo_name": "coder"}]})
Trees().read("coder", b'{"bakes": {"a": {"status": "running"}}, "edges": []}')
"""
    assert not set(MODELS) & loaded_by(read)
    assert set(MODELS) <= loaded_by(f"{read}\nconvert.to_health({{'status': 'ok'}})")


def loaded_by(program: str) -> set[str]:
    ended = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys; print(*sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
    )
    return set(ended.stdout.split())
