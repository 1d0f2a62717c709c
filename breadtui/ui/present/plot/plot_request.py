"""What a plot is asked to draw: thinned curves, the limits of both axes, the cells there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from breadtui.domain.metric.axes import Axis
from breadtui.domain.metric.record import Band
from breadtui.ui.present.plot.line_styles import STYLES, LineStyle
from breadtui.ui.present.plot.scales import Scale
from breadtui.values import dataclass

GUTTER = 8
_LEAST_WIDTH_WITH_GUTTER = 24


class Markers(Enum):
    """The set of characters a plot is drawn with: name for plotext, dots a cell across and down."""

    BRAILLE = ("braille", 2, 4)
    BLOCK = ("hd", 2, 2)
    ASCII = ("*", 1, 1)

    def __init__(self, marker: str, across: int, down: int) -> None:
        self.marker = marker
        self.across = across
        self.down = down


@dataclass(frozen=True, slots=True)
class Curve:
    """One metric of one bake, thinned.

    `name` (raw) and the style's letter make the legend where there are several; one that `is_behind` lies under all
    others and has neither.
    """

    bands: tuple[Band, ...]
    style: LineStyle = STYLES[0]
    name: str = ""
    is_behind: bool = False


@dataclass(frozen=True, slots=True)
class PlotRequest:
    """What to draw into how many cells.

    `first` and `last` are the limits along the bottom, in units of `axis`; `limits` those of the values where they are
    not those of what is drawn (values beyond lie on the edge); `cursor` a place along the bottom; `restarts` the places
    at which training began again; `scale` that of the values as long as it holds them.
    """

    curves: tuple[Curve, ...]
    width: int
    height: int
    first: float
    last: float
    axis: Axis = Axis.STEP
    is_log: bool = False
    markers: Markers = Markers.BRAILLE
    cursor: float | None = None
    limits: tuple[float, float] | None = None
    restarts: tuple[float, ...] = ()
    scale: Scale | None = None

    def values(self) -> Iterator[float]:
        """Every value that is drawn."""
        return drawn_values(self.curves)


def drawn_values(curves: Iterable[Curve]) -> Iterator[float]:
    """The least and the greatest value of each band of curves; NaN in a gap."""
    return (value for curve in curves for _, low, high in curve.bands for value in (low, high))


def canvas_width(width: int) -> int:
    """How many of `width` cells are left for curves."""
    return width - GUTTER if width >= _LEAST_WIDTH_WITH_GUTTER else width


def buckets_of(width: int, markers: Markers) -> int:
    """How many bands to thin a curve to for a plot `width` cells wide."""
    return max(canvas_width(width), 0) * markers.across
