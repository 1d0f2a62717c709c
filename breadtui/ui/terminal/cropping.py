"""A frame draws the lines that changed, of the widgets that stand on them.

Textual has every visible widget give all its lines for each frame and throws most of them away: a third of what a
letter costs where twenty widgets are on the screen. What is asked of them here is what the frame shows.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip


class CroppingCompositor(Compositor):
    """Textual's, with less asked of the widgets; the frame is the same."""

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if crop is None:
            yield from super()._get_renders(crop)
            return
        for widget, (region, clip) in self.visible_widgets.items():
            within = clip.intersection(Region(clip.x, crop.y, clip.width, crop.height))
            shown = region.intersection(within)
            if shown and shown.overlaps(crop):
                yield region, within, widget.render_lines(shown.translate((-region.x, -region.y)))


def crop_frames(screen: Screen[object]) -> None:
    """Let the frames of a screen be drawn so from now on."""
    if type(screen._compositor) is Compositor:  # noqa: SLF001 - Textual asks nobody which one to make
        screen._compositor.__class__ = CroppingCompositor  # noqa: SLF001
