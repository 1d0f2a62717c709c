"""A screen's pane for whoever reads from it or sends it somewhere: up to date, though nobody sees it."""

from __future__ import annotations

from typing import Any, Generic, Protocol, TypeVar

from textual.widget import Widget

from breadtui.ui.bridge import StoreBridge

PaneT = TypeVar("PaneT", bound=Widget)


class _Bridged(Protocol):
    @property
    def bridge(self) -> StoreBridge: ...

    def query_one(self, selector: type[PaneT], /) -> PaneT: ...


class Fresh(Generic[PaneT]):
    """As an attribute of a screen gives its one pane of a kind, drawn as it would be if it were seen.

    A pane that is covered or hidden is not drawn, and so knows neither the newest rows nor headings. Where that does
    not matter `query_one` costs less.
    """

    def __init__(self, kind: type[PaneT]) -> None:
        self._kind = kind

    def __get__(self, screen: _Bridged, owner: type[Any]) -> PaneT:
        """The pane. Raises what `query_one` does."""
        pane = screen.query_one(self._kind)
        screen.bridge.bring_up(pane)
        return pane
