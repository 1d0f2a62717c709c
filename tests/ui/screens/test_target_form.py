"""The form of a target: filled in by keys, judged, sent once, kept when it is left."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from breadtui.domain.errors import Conflict, Invalid, Unreachable
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import TargetName
from breadtui.domain.repos import Target
from breadtui.domain.target.draft import TargetDraft
from breadtui.ui.screens.asking.confirm import ConfirmScreen
from breadtui.ui.screens.making.form_outcome import TakenScreen
from breadtui.ui.screens.making.form_picker import PickerScreen
from tests.fakes.states import REPO, a_prompt
from tests.ui.screens.target_form_host import FULL, GIVEN, KEY, Host, keys, to


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_new_target_begins_at_its_name_and_says_what_is_missing(size: tuple[int, int]) -> None:
    app = Host(TargetDraft())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await keys(pilot, "enter", "f", "r", "e", "s", "h", "enter")
        assert app.given == {"name": "fresh"}
        assert "stim cannot start without a generator" in app.text
        assert "0 questions × 1 answer = 0 rows" in app.text


async def test_it_is_shown_without_colour_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Host(FULL)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "10 questions × 1 answer = 10 rows" in app.text


async def test_a_teacher_is_picked_with_its_text_beside() -> None:
    app = Host(TargetDraft("fresh"))
    async with app.run_test(size=(120, 40)) as pilot:
        await to(pilot, app, "teacher_prompt")
        await keys(pilot, "enter")
        assert isinstance(app.screen, PickerScreen)
        assert "You are wise." in app.text
        await keys(pilot, "enter")
        assert app.given["teacher_prompt"] == "teacher"
        assert "You are wise." in app.text


async def test_no_student_can_be_picked_and_is_explained() -> None:
    app = Host(TargetDraft("fresh"))
    async with app.run_test(size=(120, 40)) as pilot:
        await to(pilot, app, "student_prompt")
        await keys(pilot, "enter")
        assert "without any prompt before the question: always on" in app.text
        await keys(pilot, "enter")
        assert app.given["student_prompt"] == ""
        assert "always on" in app.text


async def test_names_and_texts_that_a_terminal_would_obey_are_shown_and_no_markup_runs() -> None:
    wicked = "[@click=app.quit]\x1b[2J[/x]"
    given: JsonObject = {"teacher_prompt": wicked, "generators": [{"type": wicked, wicked: wicked}]}
    app = Host(TargetDraft("fresh", given=given), prompts=[a_prompt(wicked, name=wicked)], targets=[wicked])
    async with app.run_test(size=(120, 40)) as pilot:
        for place in ("teacher_prompt", "template"):
            await to(pilot, app, place)
            await keys(pilot, "enter")
            assert "[@click=app.quit]" in app.text
            assert "\x1b" not in app.text
            await keys(pilot, "escape")
        assert "\x1b" not in app.text


async def test_models_are_grouped_by_repository_and_any_other_may_be_typed() -> None:
    app = Host(TargetDraft("fresh"))
    async with app.run_test(size=(120, 40)) as pilot:
        await to(pilot, app, "model_name")
        await keys(pilot, "enter")
        assert "base models" in app.text
        assert "ada/coder/coder_v1/100" in app.text
        app.screen.query_one(Input).value = "ada/far/away/7"
        await keys(pilot, "f2")
        assert app.given["model_name"] == "ada/far/away/7"
        assert "no such model was seen" in app.text


async def test_a_template_gives_what_is_not_given_and_is_greyed() -> None:
    app = Host(TargetDraft("fresh", "wise"))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "240 questions × 3 answers = 720 rows" in app.text
        assert app.given == {"name": "fresh", "template": "wise"}
        await to(pilot, app, "num_traj_per_stimulus")
        await keys(pilot, "enter", "backspace", "5", "enter")
        assert "240 questions × 5 answers = 1200 rows" in app.text
        await keys(pilot, "ctrl+s")
        assert ("create_target", KEY) in app.api.calls
        assert app.api.targets[KEY].config == {"num_traj_per_stimulus": 5}


async def test_it_is_sent_once_and_closes_with_the_target() -> None:
    app = Host(FULL)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await keys(pilot, "ctrl+s")
        assert app.closed_with == [KEY]
        assert app.posts() == 1
        assert app.api.targets[KEY].config == GIVEN


async def test_a_mistake_keeps_it_from_being_sent_and_is_gone_to() -> None:
    app = Host(TargetDraft("batch", given={**GIVEN, "temperature": 0.5}))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await keys(pilot, "ctrl+s")
        assert "'batch' is a word of the service's own" in app.text
        assert app.form.view.row is not None
        assert app.form.view.row.key.place == ("name",)
        assert [name for name, _ in app.api.calls if name == "create_target"] == []


async def test_a_name_that_is_taken_shows_the_difference_and_takes_the_next_free_one() -> None:
    app = Host(FULL)
    app.api.targets[KEY] = Target(TargetName("fresh"), {**GIVEN, "num_traj_per_stimulus": 9})
    app.api.fail("create_target", Conflict("taken", status=409))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await keys(pilot, "ctrl+s")
        assert isinstance(app.screen, TakenScreen)
        assert "num_traj_per_stimulus" in app.text
        await keys(pilot, "n")
        assert app.given["name"] == "fresh_v2"
        assert app.closed_with == []


async def test_the_target_that_has_the_name_can_be_gone_to() -> None:
    app = Host(FULL)
    app.api.targets[KEY] = Target(TargetName("fresh"), {**GIVEN, "num_traj_per_stimulus": 9})
    app.api.fail("create_target", Conflict("taken", status=409))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await keys(pilot, "ctrl+s", "o")
        assert app.closed_with == [KEY]


async def test_a_refusal_stands_at_its_field_and_what_was_typed_stays() -> None:
    app = Host(FULL)
    complaint = {"overrides.generators.0.numq": "must be smaller"}
    app.api.fail("create_target", Invalid("numq: must be smaller", status=422, fields=complaint))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await keys(pilot, "ctrl+s")
        assert "the service: must be smaller" in app.text
        assert "not created" in app.text
        assert app.form.view.row is not None
        assert app.form.view.row.key.place == ("generators", 0, "numq")
        assert app.closed_with == []
        await keys(pilot, "ctrl+s")  # it may be asked again as it stands
        assert app.closed_with == [KEY]


async def test_what_cannot_be_reached_leaves_the_form_as_it_was() -> None:
    app = Host(FULL)
    app.api.fail_always("target", Unreachable("no network"), KEY)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await keys(pilot, "ctrl+s")
        assert "not created" in app.text
        assert app.given["teacher_prompt"] == "teacher"


async def test_what_was_typed_is_kept_when_the_form_is_left() -> None:
    app = Host(TargetDraft())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await keys(pilot, "enter", "a", "enter", "escape")
        assert app.closed_with == [None]
        assert app.store.state.target_drafts == {REPO: TargetDraft("a")}


async def test_what_was_sent_and_refused_is_kept_even_if_nothing_was_typed() -> None:
    app = Host(FULL)
    app.api.fail("create_target", Invalid("no", status=422))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await keys(pilot, "ctrl+s", "escape")
        assert app.store.state.target_drafts == {REPO: FULL}


async def test_nothing_is_kept_where_nothing_was_typed() -> None:
    app = Host(FULL)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await keys(pilot, "escape")
        assert app.closed_with == [None]
        assert app.store.state.target_drafts == {}


async def test_giving_up_what_was_typed_is_asked_about() -> None:
    app = Host(TargetDraft())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await keys(pilot, "enter", "a", "enter")
        for answer, kept in (("n", 1), ("y", 0)):
            await keys(pilot, "colon")
            app.screen.query_one("#form-asked", Input).value = "discard"
            await keys(pilot, "enter")
            assert isinstance(app.screen, ConfirmScreen)
            app.screen.listen()
            await keys(pilot, answer)
            assert len(app.store.state.target_drafts) == kept
        assert app.closed_with == [None]


async def test_read_only_sends_nothing() -> None:
    app = Host(FULL, read_only=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await keys(pilot, "ctrl+s")
        assert "read-only" in app.text
        assert app.posts() == 0
