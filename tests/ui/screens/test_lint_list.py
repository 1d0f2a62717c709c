"""The list of what is probably wrong: all that is said of the row under the cursor is on the screen."""

from __future__ import annotations

from textual.app import App

from breadtui.domain.prompt.lint import Finding, Rule
from breadtui.ui.screens.prompt.lint_list import LintScreen
from breadtui.ui.themes import THEMES

LONG = "the service wants " + " ".join(f"word{number}" for number in range(40)) + " and no more"
FINDINGS = (Finding(Rule.UNBALANCED_BRACE, 1, 1, 1, "{"), Finding(Rule.REFUSED, 2, words=LONG))


class Host(App[None]):
    CSS_PATH = None

    def __init__(self, *findings: Finding) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.found = findings
        self.went: list[Finding | None] = []

    def on_mount(self) -> None:
        self.push_screen(LintScreen("teacher", self.found), self.went.append)

    def words(self) -> list[str]:
        strips = self.screen._compositor.render_strips()
        return "\n".join(strip.text for strip in strips).replace("│", " ").split()


async def test_a_long_sentence_is_whole_below_the_list_while_the_cursor_is_on_its_row() -> None:
    app = Host(*FINDINGS)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "word39" not in app.words()
        await pilot.press("j")
        await pilot.pause()
        assert set(LONG.split()) <= set(app.words())
        await pilot.press("enter")
        await pilot.pause()
    assert app.went == [FINDINGS[1]]


async def test_where_nothing_was_found_nothing_stands_below() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert not app.screen.query_one("#lint-whole").display
