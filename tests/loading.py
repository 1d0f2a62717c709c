"""What a program has loaded once it has done something: what it waits for, and what whoever starts it waits for."""

from __future__ import annotations

import subprocess
import sys


def loaded_by(statement: str) -> frozenset[str]:
    """The names of all modules that are loaded in a new interpreter once it has done this."""
    program = f"{statement}; import sys; print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return frozenset(ended.stdout.split())
