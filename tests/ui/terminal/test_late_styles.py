"""Styles of screens that open later: not read before, and nothing that is there is styled again for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widgets import Label

from breadtui.ui.terminal.late_styles import LateStyles


class Question(ModalScreen[None]):
    def compose(self) -> ComposeResult:
        yield Label("sure?")


class Host(LateStyles, App[None]):
    def compose(self) -> ComposeResult:
        yield Label("first")


@pytest.fixture(autouse=True)
def styles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "late.tcss"
    path.write_text("Question Label { width: 17; }")
    monkeypatch.setattr(Host, "LATE_STYLES", [path])
    return path


async def test_they_are_read_as_the_first_screen_is_pushed(styles: Path) -> None:
    app = Host()
    async with app.run_test() as pilot:
        assert not app.stylesheet.has_source(str(styles), "")
        app.push_screen(Question())
        await pilot.pause()
        assert app.screen.query_one(Label).size.width == 17


async def test_what_is_there_is_not_styled_again_and_they_are_read_once(
    monkeypatch: pytest.MonkeyPatch, styles: Path
) -> None:
    styled: list[DOMNode] = []
    read: list[str] = []
    apply, reading = Stylesheet.apply, Stylesheet.read

    def noted(sheet: Stylesheet, node: DOMNode, **how: Any) -> None:
        styled.append(node)
        apply(sheet, node, **how)

    def counted(sheet: Stylesheet, path: Path) -> None:
        read.append(str(path))
        reading(sheet, path)

    app = Host()
    async with app.run_test() as pilot:
        first = app.screen.query_one(Label)
        monkeypatch.setattr(Stylesheet, "apply", noted)
        monkeypatch.setattr(Stylesheet, "read", counted)
        for _ in range(2):
            app.push_screen(Question())
            await pilot.pause()
        assert first not in styled
        assert read == [str(styles)]
