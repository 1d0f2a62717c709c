"""Labels by keys and words: they reach the team's file, and what colleagues wrote reaches the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from breadtui.config.settings import Options
from breadtui.domain.labels.labels import Label
from breadtui.domain.names import TargetKey, TargetName
from tests.journeys.cockpit import YODA, bake_key, cockpit, demo_server


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_note_on_a_prompt_stands_above_its_text(tmp_path: Path, size: tuple[int, int]) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA), size=size) as here:
            await here.until_ready()
            await here.edit("teach_7")
            await here.press("escape", "2")
            here.explorer.run_line("note too long for a lesson")
            await here.until_shown("2 teach_7 ¶ too long for a lesson")
            here.explorer.run_line("note -")
            await here.until_true(lambda: "2 teach_7 ─" in here.text)


async def test_stars_notes_and_hiding_are_shared_by_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".breadtui").mkdir()
    monkeypatch.chdir(tmp_path)
    file = tmp_path / ".breadtui" / "labels.toml"
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA, bake="coder_v6")) as here:
            await here.until(lambda state: state.chosen == bake_key("coder_v6") and bake_key("coder_v6") in state.jobs)
            await here.press("1", "A")
            await here.until(lambda state: state.labels.at(bake_key("coder_v6")).is_starred)
            here.explorer.run_line("note ours\\nfor good")
            await here.until_true(lambda: file.exists() and "ours" in file.read_text())
            assert 'yoda_repo.bakes.coder_v6 = {star = true, note = "ours\\nfor good"}' in file.read_text()
            await here.until_shown("coder_v6 ★ ¶")
            here.explorer.run_line("hide")
            await here.until_shown("+1 hidden")
            assert str(here.explorer.repos.heading()).endswith("+1 hidden")
            file.write_text(file.read_text() + 'yoda_repo.targets.wise = {tags = ["shared"]}\n')
            wise = TargetKey(YODA, TargetName("wise"))
            await here.until(lambda state: state.tags.get(wise) == ("shared",))
            here.explorer.run_line("hidden")
            await here.until_true(lambda: "hidden" not in str(here.explorer.repos.heading()))
            here.explorer.run_line("unhide coder_v6")
            await here.until(lambda state: state.labels.at(bake_key("coder_v6")) == Label(True, note="ours\nfor good"))
        async with cockpit(demo, tmp_path, options=Options(repo=YODA, bake="coder_v6")) as here:
            await here.until(lambda state: state.labels.at(bake_key("coder_v6")).is_starred)
