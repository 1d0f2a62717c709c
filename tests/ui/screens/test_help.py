"""The list of valid keys is walked while the field has the focus."""

from __future__ import annotations

from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Static

from breadtui.ui.screens.line.available import Available
from breadtui.ui.screens.line.help import HelpScreen, KeyRows, by_topic
from breadtui.ui.themes import THEMES


class Host(App[None]):
    CSS = "#help-rows { height: 10; }"

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.push_screen(
            HelpScreen(
                [Available(f"an.action{number}", "x", f"action {number}", "", "nothing", self) for number in range(40)]
            )
        )


async def test_arrows_go_by_rows_and_page_keys_by_pages() -> None:
    async with Host().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        rows = pilot.app.screen.query_one(KeyRows)
        places = []
        for key in ("down", "pagedown", "pagedown", "pageup", "up"):
            await pilot.press(key)
            await pilot.pause()
            places.append(rows.cursor_key)
        assert places == [1, 10, 19, 10, 9]


def test_actions_of_one_topic_stand_together_and_moving_comes_last_of_a_pane() -> None:
    pane, screen = App[None](), App[None]()

    def action(name: str, node: App[None]) -> Available:
        return Available(name, "x", name, "", "nothing", node)

    given = [
        action("rows.up", pane),
        action("tree.fold", pane),
        action("view.back", screen),
        action("job.run", screen),
        action("view.pause", screen),
    ]
    assert [each.id for each in by_topic(given)] == ["tree.fold", "rows.up", "view.back", "view.pause", "job.run"]
    assert by_topic([]) == ()


async def test_a_topic_is_named_where_it_begins_also_of_what_the_search_left() -> None:
    async with Host().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        rows = pilot.app.screen.query_one(KeyRows)

        def first_cells(index: int) -> str:
            return rows.render_row(rows.rows.keys[index], index, 78, selected=False, focused=True).text[:10].strip()

        assert [first_cells(0), first_cells(1)] == ["an", ""]
        await pilot.press(*"action 3")
        await pilot.pause()
        assert [first_cells(0), first_cells(1)] == ["an", ""]


async def test_the_foot_names_the_action_as_the_configuration_file_does() -> None:
    async with Host().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        foot = pilot.app.screen.query_one("#help-id", Static)
        said = []
        for keys in ((), ("down",), ("z", "z")):
            await pilot.press(*keys)
            await pilot.pause()
            said.append(str(foot.content))
        assert said == [*(f'another key for it: [keys] "an.action{n}" in config.toml' for n in (0, 1)), ""]


async def test_a_long_key_stands_apart_from_its_label() -> None:
    async with Host().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        rows = pilot.app.screen.query_one(KeyRows)
        rows.actions = [Available("text.start", "shift+^home", "select to the start", "", "nothing", pilot.app)]
        strip = rows.render_row(0, 0, 78, selected=False, focused=False)
        assert "shift+^home Select to the start " in strip.text


def test_what_is_typed_into_a_text_comes_after_the_keys_of_its_pane_and_before_those_of_the_screen() -> None:
    app, screen = App[None](), Screen[None]()
    pane, field = Static(), Static()
    screen._add_child(pane)
    pane._add_child(field)

    def action(name: str, node: DOMNode) -> Available:
        return Available(name, "x", name, "", "nothing", node)

    given = [action("text.undo", field), action("prompt.save", pane), action("view.find", screen), action("app.x", app)]
    assert [each.id for each in by_topic(given)] == ["prompt.save", "text.undo", "view.find", "app.x"]


async def test_all_that_is_said_of_an_action_stands_below_the_list_however_narrow_the_rows_are() -> None:
    long = "Freeze the view while recording goes on; again, show all that came meanwhile, in one go"

    class Long(App[None]):
        CSS = "#help-rows { height: 10; }"

        def on_mount(self) -> None:
            for theme in THEMES:
                self.register_theme(theme)
            self.theme = THEMES[0].name
            self.push_screen(HelpScreen([Available("view.pause", "P", "pause", long, "nothing", self, "no key")]))

    async with Long().run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        assert str(pilot.app.screen.query_one("#help-about", Static).content) == f"{long} (not now: no key)"
