from __future__ import annotations

from textual.app import App, ComposeResult

from breadtui.ui.panes.diff_view import DiffSlice, DiffView

LINES = [f"line {number}" for number in range(60)]
THEIRS = "\n".join(LINES)
MINE = THEIRS.replace("line 5\n", "five\n").replace("line 30\n", "thirty\n").replace("line 50\n", "")


class Host(App[None]):
    def compose(self) -> ComposeResult:
        yield DiffView()

    @property
    def view(self) -> DiffView:
        return self.query_one(DiffView)

    def shown(self) -> list[str]:
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


async def test_the_view_begins_at_its_title_and_first_change() -> None:
    app = Host()
    async with app.run_test(size=(60, 12)) as pilot:
        app.view.show(DiffSlice(THEIRS, MINE, "yours", "ours"))
        await pilot.pause()
        shown = app.shown()
    assert shown[0] == "- yours   + ours   3 changes"
    assert shown[1] == "@@ 1 of 3 · message 1"
    assert shown[5:7] == ["- line 5", "+ five"]


async def test_n_goes_to_the_next_change_and_capital_n_back() -> None:
    app = Host()
    async with app.run_test(size=(60, 12)) as pilot:
        app.view.show(DiffSlice(THEIRS, MINE))
        app.view.focus()
        titles = []
        for key in ("n", "n", "n", "N", "N", "N"):
            await pilot.press(key)
            titles.append("".join(span.text for span in app.view._drawn.rows[app.view.rows.cursor]))
    assert [title[3] for title in titles] == ["2", "3", "3", "2", "1", "1"]


async def test_two_that_are_the_same_say_so() -> None:
    app = Host()
    async with app.run_test(size=(60, 12)) as pilot:
        app.view.show(DiffSlice(THEIRS, THEIRS))
        await pilot.press("n", "N")
        assert app.view.hunk_count == 0
        assert app.shown()[1] == " The two are the same."


async def test_a_narrower_screen_wraps_the_rows_anew() -> None:
    app = Host()
    async with app.run_test(size=(60, 12)) as pilot:
        app.view.show(DiffSlice("", "word " * 10))
        await pilot.pause()
        before = len(app.view.rows)
        await pilot.resize_terminal(20, 12)
        await pilot.pause()
        assert len(app.view.rows) > before
