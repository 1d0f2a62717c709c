"""A module that is loaded when something of it is asked for first."""

from __future__ import annotations

from importlib import import_module


class AtNeed:
    """Stands for the module of this name."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> object:
        """What the module has under that name. Raises: AttributeError."""
        found: object = getattr(import_module(self._name), name)
        return found
