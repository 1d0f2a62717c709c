"""Screens in which something may be half typed."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class HoldsText(Protocol):
    """Asked before the program ends, in whatever way."""

    def flush(self) -> None:
        """Hand over what is half typed, to be kept."""
        ...
