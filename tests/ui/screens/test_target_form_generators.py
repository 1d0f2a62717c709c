"""Generators in the form of a target: added, moved, retyped, their questions pasted, their templates read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from breadtui.domain.json_values import JsonObject
from breadtui.domain.target.draft import TargetDraft
from breadtui.ui.screens.making.form_text import FormTextScreen
from breadtui.ui.terminal.message_text import MessageText
from tests.ui.screens.target_form_host import FULL, GIVEN, KEY, Host, keys, to
from tests.ui.waiting import until


async def test_generators_are_added_duplicated_moved_and_removed() -> None:
    app = Host(FULL)
    async with app.run_test(size=(120, 40)) as pilot:
        await to(pilot, app, "generators")
        await keys(pilot, "n")
        app.screen.query_one(Input).value = "dataset"
        await keys(pilot, "enter")
        assert [each["type"] for each in app.given["generators"]] == ["persona", "from_dataset"]
        await keys(pilot, "K")
        assert [each["type"] for each in app.given["generators"]] == ["from_dataset", "persona"]
        await to(pilot, app, "generators", 1)
        await keys(pilot, "D", "x")
        await to(pilot, app, "generators", 0)
        await keys(pilot, "x")
        assert [each["type"] for each in app.given["generators"]] == ["persona"]


async def test_another_type_leaves_only_what_it_has() -> None:
    written: JsonObject = {"type": "persona", "numq": 7, "temperature": 0.5, "odd": 1}
    app = Host(TargetDraft("fresh", given={**GIVEN, "generators": [written]}))
    async with app.run_test(size=(120, 40)) as pilot:
        await to(pilot, app, "generators", 0, "type")
        await keys(pilot, "enter")
        assert "a sample of a public set of questions" in app.text
        app.screen.query_one(Input).value = "dataset"
        await keys(pilot, "enter")
        assert app.given["generators"] == [{"type": "from_dataset", "dataset": "squad", "numq": 7}]


async def test_a_type_and_keys_that_came_later_are_typed_as_they_are_and_warned_of_by_name() -> None:
    app = Host(TargetDraft("fresh", given={**GIVEN, "generators": [{"type": "newer", "depth": 3}]}))
    async with app.run_test(size=(120, 40)) as pilot:
        await to(pilot, app, "generators", 0, "more")
        assert "no generator of type newer is known here" in app.text
        assert "depth: the service is not known to take this" in app.text
        await keys(pilot, "ctrl+s")
        assert app.api.targets[KEY].config["generators"] == [{"type": "newer", "depth": 3}]


async def test_other_keys_that_are_no_object_are_not_lost_in_silence() -> None:
    app = Host(FULL)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.form.view.write(("more",), [1, 2])
        await keys(pilot, "ctrl+s")
        assert "wants a JSON object" in app.text
        assert app.posts() == 0


async def test_five_hundred_questions_are_pasted_one_a_line_and_counted() -> None:
    app = Host(FULL)
    async with app.run_test(size=(120, 40)) as pilot:
        app.form.view.write(("generators",), [{"type": "hardcoded", "questions": []}])
        await to(pilot, app, "generators", 0, "questions")
        await keys(pilot, "enter")
        assert isinstance(app.screen, FormTextScreen)
        app.screen.query_one(MessageText).insert("\n".join(f"Question {number}?" for number in range(500)))
        await keys(pilot, "f2")
        assert len(app.given["generators"][0]["questions"]) == 500
        assert "500 questions × 1 answer = 500 rows" in app.text


async def test_a_template_file_is_read_checked_and_sent(tmp_path: Path) -> None:
    file = tmp_path / "ask.txt"
    file.write_text("Only ${numq}")
    generator: JsonObject = {"type": "oneshot_qs", "numq": 3, "template_path": str(file)}
    app = Host(TargetDraft("fresh", given={**GIVEN, "generators": [generator]}))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "the template lacks ${prompt_u}" in app.text)
        await keys(pilot, "ctrl+s")
        assert app.posts() == 0
        file.write_text("${numq} about ${prompt_u}")
        await keys(pilot, "ctrl+s")
        await until(pilot, app.posts)
        sent: Any = app.api.targets[KEY].config["generators"]
        assert (sent[0]["template_path"], sent[0]["template_content"]) == ("ask.txt", "${numq} about ${prompt_u}")


async def test_a_template_is_picked_from_the_files_here_with_its_text_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "ask.txt").write_text("Ask ${numq} things about ${prompt_u}")
    (tmp_path / "broken.txt").write_text("nothing")
    app = Host(TargetDraft("fresh", given={**GIVEN, "generators": [{"type": "custom", "numq": 3}]}))
    async with app.run_test(size=(120, 40)) as pilot:
        await to(pilot, app, "generators", 0, "template_path")
        await keys(pilot, "enter")
        await until(pilot, lambda: "the template lacks" in app.text)
        await keys(pilot, "down")
        await until(pilot, lambda: "Ask ${numq} things" in app.text)
        await keys(pilot, "enter")
        assert app.given["generators"][0]["template_path"] == "templates/ask.txt"


async def test_a_template_file_that_is_not_there_is_an_error_at_its_row() -> None:
    generator: JsonObject = {"type": "custom", "numq": 3, "template_path": "nowhere/ask.txt"}
    app = Host(TargetDraft("fresh", given={**GIVEN, "generators": [generator]}))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "there is no such file" in app.text)
