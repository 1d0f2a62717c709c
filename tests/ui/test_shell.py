"""What stands on the terminal before Textual is loaded: the words of the first frame, where that has them."""

from pathlib import Path

import pytest

from breadtui.cli.cockpit import CockpitDoor
from breadtui.config.settings import Options, settings_from
from breadtui.store.store import Store
from breadtui.ui.app import BreadApp
from breadtui.ui.shell import outline
from breadtui.ui.terminal.plain_signs import in_plain_signs
from tests.loading import loaded_by

SIZES = [(120, 40), (80, 24), (100, 16), (119, 29), (160, 40), (211, 57), (40, 12), (39, 40), (60, 11)]


def door_of(store: Store, home: Path) -> CockpitDoor:
    return CockpitDoor(settings_from(Options(is_demo=True), {"HOME": str(home)}), {}, store)


@pytest.mark.parametrize("is_ascii", [False, True])
@pytest.mark.parametrize("size", SIZES)
async def test_the_first_frame_has_every_word_of_the_outline_in_its_place(
    size: tuple[int, int], is_ascii: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BreadApp, "_enter", lambda _: None)
    store = Store()
    app = BreadApp(store, door_of(store, tmp_path), is_ascii=is_ascii)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        rows = ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]
    if is_ascii:
        rows = [in_plain_signs(row) for row in rows]
    words = outline(*size, is_ascii=is_ascii)
    assert len(words) >= 2
    for (row, column), text in words.items():
        assert rows[row][column : column + len(text)] == text


def test_nothing_that_is_slow_to_load_is_needed_for_it() -> None:
    loaded = loaded_by("import breadtui.cli.screen, breadtui.ui.shell")
    assert {"textual", "rich", "asyncio", "httpx", "pydantic"}.isdisjoint(loaded)
    assert len([name for name in loaded if name.startswith("breadtui")]) <= 32
