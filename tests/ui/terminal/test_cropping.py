"""What is drawn is Textual's own frame; what is asked for it is less."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Label

from breadtui.ui.terminal.cropping import CroppingCompositor, crop_frames, parts_beside
from breadtui.ui.terminal.framediff import pieces


class Lines(Widget):
    """Ten lines, and which of them were asked for."""

    DEFAULT_CSS = "Lines { height: 10; width: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Region] = []

    def render_lines(self, crop: Region) -> list[Strip]:
        self.asked.append(crop)
        return super().render_lines(crop)


class Host(App[None]):
    CSS = """
    VerticalScroll { height: 6; border: solid red; }
    Label { offset: 3 2; layer: above; }
    Screen { layers: below above; }
    """

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Lines()
            yield Lines()
        with VerticalScroll():
            yield Lines()
        yield Label("over the others")

    def frame(self) -> list[tuple[int, int, str]]:
        """What would be sent after two places changed, in order."""
        compositor = self.screen._compositor
        first, _, scrolled = self.query(Lines)
        for lines in self.query(Lines):
            lines.asked.clear()
        first.refresh(Region(2, 3, 4, 1))
        scrolled.refresh(Region(0, 7, 9, 1))
        compositor.update_widgets({first, scrolled})
        update = compositor.render_partial_update()
        assert update is not None
        return [(y, x, strip.text) for x, y, strip in pieces(update)]


async def test_a_frame_is_the_same_and_only_its_lines_are_asked_for() -> None:
    app = Host()
    async with app.run_test(size=(40, 20)) as pilot:
        app.query_one(VerticalScroll).scroll_to(y=4, animate=False)
        await pilot.pause()
        stock = app.frame()
        asked = [sum(crop.height for crop in lines.asked) for lines in app.query(Lines)]
        crop_frames(app.screen)
        assert isinstance(app.screen._compositor, CroppingCompositor)
        assert app.frame() == stock
        fewer = [sum(crop.height for crop in lines.asked) for lines in app.query(Lines)]
        assert sum(fewer) < sum(asked)
        assert stock


async def test_a_whole_picture_is_textuals_own() -> None:
    app = Host()
    async with app.run_test(size=(40, 20)):
        stock = [strip.text for strip in app.screen._compositor.render_strips()]
        crop_frames(app.screen)
        assert [strip.text for strip in app.screen._compositor.render_strips()] == stock


class Nested(App[None]):
    """A pane that fills what it stands in, and one that leaves a column of it bare."""

    CSS = """
    #bare Lines { width: 30; }
    #bare, #filled { height: 10; }
    """

    def compose(self) -> ComposeResult:
        yield Holder(Lines(), id="filled")
        yield Holder(Lines(), id="bare")

    def frame(self) -> list[tuple[int, int, str]]:
        """A whole frame, in order."""
        for holder in self.query(Holder):
            holder.asked.clear()
        update = self.screen._compositor.render_full_update()
        return sorted((y, x, strip.text) for x, y, strip in pieces(update))


class Holder(Horizontal):
    """Which of its lines were asked for."""

    def __init__(self, *children: Widget, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(*children, id=id)
        self.asked: list[Region] = []

    def render_lines(self, crop: Region) -> list[Strip]:
        self.asked.append(crop)
        return super().render_lines(crop)


async def test_what_is_covered_wholly_is_not_asked_for_anything() -> None:
    app = Nested()
    async with app.run_test(size=(40, 20)):
        stock = app.frame()
        filled, bare = app.query(Holder)
        assert filled.asked
        crop_frames(app.screen)
        assert app.frame() == stock
        assert not filled.asked
        assert bare.asked


regions = st.builds(Region, *[st.integers(0, 6)] * 2, *[st.integers(0, 5)] * 2)


def cells(region: Region) -> Counter[tuple[int, int]]:
    return Counter((x, y) for x in region.column_range for y in region.line_range)


@given(regions, regions)
def test_the_parts_beside_a_cover_are_the_cells_it_leaves_each_once(part: Region, cover: Region) -> None:
    left = sum((cells(piece) for piece in parts_beside(part, cover)), Counter[tuple[int, int]]())
    assert left == Counter(dict.fromkeys(cells(part).keys() - cells(cover).keys(), 1))
