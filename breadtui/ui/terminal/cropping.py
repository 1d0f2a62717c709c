"""A frame draws the lines that changed, of the widgets that stand on them.

Textual has every visible widget give all its lines for each frame and throws most of them away: a third of what a
letter costs where twenty widgets are on the screen. What is asked of them here is what the frame shows, and nothing
of what others cover wholly, as panes do with all that they stand in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
        bare = [crop]
        # From the front to the back, as Textual has them: whoever comes first has a cell, and fills it.
        for widget, (region, clip) in self.visible_widgets.items():
            within = clip.intersection(Region(clip.x, crop.y, clip.width, crop.height))
            shown = region.intersection(within)
            if shown and any(map(shown.overlaps, bare)):
                yield region, within, widget.render_lines(shown.translate((-region.x, -region.y)))
                bare = [left for part in bare for left in parts_beside(part, shown)]
                if not bare:
                    return


def parts_beside(part: Region, cover: Region) -> Iterator[Region]:
    """What a cover leaves of a part: nothing, all of it, or up to four pieces that do not overlap."""
    cut = part.intersection(cover)
    if not cut:
        yield part
        return
    pieces = (
        Region(part.x, part.y, part.width, cut.y - part.y),
        Region(part.x, cut.bottom, part.width, part.bottom - cut.bottom),
        Region(part.x, cut.y, cut.x - part.x, cut.height),
        Region(cut.right, cut.y, part.right - cut.right, cut.height),
    )
    yield from filter(None, pieces)


def crop_frames(screen: Screen[object]) -> None:
    """Let the frames of a screen be drawn so from now on."""
    if type(screen._compositor) is Compositor:  # noqa: SLF001 - Textual asks nobody which one to make
        screen._compositor.__class__ = CroppingCompositor  # noqa: SLF001
