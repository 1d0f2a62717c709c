"""What is drawn is Textual's own frame; what is asked for it is less."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Label

from breadtui.ui.terminal.cropping import CroppingCompositor, crop_frames
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
