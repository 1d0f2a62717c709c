"""The package compiled before the first test, so that each of the programs that tests start need not do it again."""

from __future__ import annotations

import compileall

import breadtui


def compile_once() -> None:
    """Compile what has changed; also where the environment (PYTHONDONTWRITEBYTECODE) keeps imports from it."""
    for folder in breadtui.__path__:
        compileall.compile_dir(folder, quiet=1, workers=0)
