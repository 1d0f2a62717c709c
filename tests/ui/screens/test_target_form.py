"""The form of a target: filled in by keys, judged, sent once, kept when it is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from breadtui.domain.errors import Conflict, Invalid, Unreachable
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import PromptName, TargetKey, TargetName
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.repos import Target
from breadtui.domain.target.draft import TargetDraft
from breadtui.store.commands import Commands
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.screens.confirm import ConfirmScreen
from breadtui.ui.screens.form_outcome import TakenScreen
from breadtui.ui.screens.form_picker import PickerScreen
from breadtui.ui.screens.form_text import FormTextScreen
from breadtui.ui.screens.target_form import TargetFormScreen
from breadtui.ui.terminal.message_text import MessageText
from breadtui.ui.themes import THEMES
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import REPO, a_prompt, a_prompt_key, a_state, a_target_key, a_tree

TEACHER = a_prompt("You are wise.")
EMPTY = Prompt(PromptName("empty"), ())
KEY = a_target_key("fresh")
WISE: JsonObject = {
    "teacher_prompt": "teacher",
    "student_prompt": "empty",
    "generators": [{"type": "persona", "numq": 240}],
    "num_traj_per_stimulus": 3,
}
GIVEN: JsonObject = {
    "teacher_prompt": "teacher",
    "student_prompt": "empty",
    "generators": [{"type": "persona", "numq": 10}],
}
FULL = TargetDraft("fresh", given=GIVEN)


class Host(App[None]):
    """Opens the form, and remembers with what it closed."""

    def __init__(
        self,
        draft: TargetDraft,
        *,
        read_only: bool = False,
        prompts: Sequence[Prompt] = (TEACHER, EMPTY),
        targets: Sequence[str] = ("wise",),
    ) -> None:
        super().__init__()
        self.store = Store(a_state(a_tree(), prompts=prompts, targets=targets))
        self.api = FakeApi(
            prompts={a_prompt_key(): TEACHER, a_prompt_key("empty"): EMPTY},
            targets={a_target_key("wise"): Target(TargetName("wise"), WISE)},
        )
        journal, drafts = MemoryJournal(), MemoryDrafts()
        self.commands = Commands(self.store, self.api, journal, drafts, ManualClock(), read_only=read_only)
        self.form = TargetFormScreen(StoreBridge(self.store), self.commands, REPO, draft)
        self.closed_with: list[TargetKey | None] = []

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "bread-dark"
        self.push_screen(self.form, self.closed_with.append)

    @property
    def text(self) -> str:
        return "\n".join(strip.text for strip in self.screen._compositor.render_strips())

    @property
    def given(self) -> Mapping[str, Any]:
        return self.form.form.given

    def posts(self) -> int:
        return self.api.calls.count(("create_target", KEY))


async def keys(pilot: Pilot[None], *pressed: str) -> None:
    for key in pressed:
        await pilot.press(key)
    await pilot.pause()


async def to(pilot: Pilot[None], app: Host, *place: str | int) -> None:
    await pilot.pause()
    app.form.view.go_to(tuple(place))
    app.form.view.rows.focus()
    await pilot.pause()


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


async def test_a_template_file_is_read_checked_and_sent(tmp_path: Path) -> None:
    file = tmp_path / "ask.txt"
    file.write_text("Only ${numq}")
    generator: JsonObject = {"type": "oneshot_qs", "numq": 3, "template_path": str(file)}
    app = Host(TargetDraft("fresh", given={**GIVEN, "generators": [generator]}))
    async with app.run_test(size=(120, 40)) as pilot:
        await _until(pilot, lambda: "the template lacks ${prompt_u}" in app.text)
        await keys(pilot, "ctrl+s")
        assert app.posts() == 0
        file.write_text("${numq} about ${prompt_u}")
        await keys(pilot, "ctrl+s")
        await _until(pilot, app.posts)
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
        await _until(pilot, lambda: "the template lacks" in app.text)
        await keys(pilot, "down")
        await _until(pilot, lambda: "Ask ${numq} things" in app.text)
        await keys(pilot, "enter")
        assert app.given["generators"][0]["template_path"] == "templates/ask.txt"


async def test_a_template_file_that_is_not_there_is_an_error_at_its_row() -> None:
    generator: JsonObject = {"type": "custom", "numq": 3, "template_path": "nowhere/ask.txt"}
    app = Host(TargetDraft("fresh", given={**GIVEN, "generators": [generator]}))
    async with app.run_test(size=(120, 40)) as pilot:
        await _until(pilot, lambda: "there is no such file" in app.text)


async def test_read_only_sends_nothing() -> None:
    app = Host(FULL, read_only=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await keys(pilot, "ctrl+s")
        assert "read-only" in app.text
        assert app.posts() == 0


async def _until(pilot: Pilot[None], is_so: Any) -> None:
    for _ in range(200):
        await pilot.pause()
        if is_so():
            return
    pytest.fail("waited in vain")
