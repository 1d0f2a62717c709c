"""The form pane: rows edited where they stand, lists, undo, and what it asks of the screen."""

from typing import Any

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.message import Message
from textual.widgets import Input

from breadtui.domain.forms.form import Form
from breadtui.domain.forms.problems import Problem, by_place, field_problems
from breadtui.ui.panes.form_view.pane import FormView
from breadtui.ui.present.form.rows import FormRow, Sort
from tests.domain.forms.cases import SPEC

GIVEN = {"name": "yoda"}
DEFAULTS: dict[str, Any] = {"epochs": 3, "things": [{"type": "plain", "weight": 1.0}]}


class Host(App[None]):
    """Shows one form, judges it and remembers what it says."""

    def __init__(self, form: Form | None = None) -> None:
        super().__init__()
        self.told: list[Message] = []
        self._first = form or Form(SPEC, GIVEN, DEFAULTS)

    def compose(self) -> ComposeResult:
        yield FormView(self._first)

    def on_mount(self) -> None:
        self.view.rows.focus()

    @property
    def view(self) -> FormView:
        return self.query_one(FormView)

    @property
    def line(self) -> Input:
        return self.query_one("#form-line", Input)

    @on(FormView.Changed)
    def judge(self, event: FormView.Changed) -> None:
        self.view.judge(by_place(field_problems(event.form)), {})

    @on(FormView.Asked)
    @on(FormView.Refused)
    def remember(self, event: Message) -> None:
        self.told.append(event)

    @property
    def row(self) -> FormRow:
        row = self.view.row
        assert row is not None
        return row

    @property
    def refusals(self) -> list[str]:
        return [event.sentence for event in self.told if isinstance(event, FormView.Refused) and event.sentence]


def at(app: Host, *place: str | int) -> None:
    """Put the cursor on a place."""
    app.view.go_to(place)


async def test_enter_edits_a_number_where_it_stands() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        at(app, "epochs")
        await pilot.press("enter")
        assert app.line.value == "3"
        await pilot.press("backspace", "5", "enter")

        assert app.view.form.given == {"name": "yoda", "epochs": 5}
        assert not app.line.display
        assert app.view.rows.has_focus


async def test_what_is_no_number_is_refused_and_the_line_stays() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        at(app, "epochs")
        await pilot.press("enter", "x", "enter")

        assert app.refusals == ["wants a whole number"]
        assert app.line.display
        await pilot.press("escape")
        assert app.view.form.given == GIVEN


async def test_emptying_a_line_takes_the_value_back() -> None:
    app = Host(Form(SPEC, {"epochs": 9}, DEFAULTS))
    async with app.run_test(size=(80, 24)) as pilot:
        at(app, "epochs")
        await pilot.press("enter", "backspace", "enter")

        assert app.view.form.given == {}


async def test_down_keeps_what_was_typed_and_goes_on() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        at(app, "name")
        await pilot.press("enter", "2", "down")

        assert app.view.form.given == {"name": "yoda2"}
        assert app.row.key.place == ("epochs",)


async def test_space_turns_a_switch_and_x_resets_it() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        at(app, "verbose")
        await pilot.press("space")
        assert app.view.form.given == {"name": "yoda", "verbose": True}
        await pilot.press("space")
        assert app.view.form.given == {"name": "yoda", "verbose": False}
        await pilot.press("x")
        assert app.view.form.given == GIVEN


async def test_the_cursor_passes_over_sentences_about_rows() -> None:
    app = Host(Form(SPEC))
    async with app.run_test(size=(80, 24)) as pilot:
        app.judge(FormView.Changed(app.view.form))
        at(app, "name")
        await pilot.press("j")
        assert app.row.key.place == ("epochs",)
        await pilot.press("k")
        assert app.row.key.sort is Sort.FIELD
        assert app.row.key.place == ("name",)


async def test_a_choice_lines_and_json_are_asked_of_the_screen() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        for place in (("colour",), ("questions",), ("extra",)):
            at(app, *place)
            await pilot.press("enter")
        asked = [event.field.place for event in app.told if isinstance(event, FormView.Asked)]

        assert asked == [("colour",), ("questions",), ("extra",)]


async def test_a_list_with_several_kinds_of_things_asks_which_to_add() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        at(app, "things")
        await pilot.press("n")

        assert [type(event) for event in app.told if isinstance(event, FormView.Asked)] == [FormView.AddAsked]


async def test_things_are_moved_duplicated_and_taken_out() -> None:
    things = [{"type": "a"}, {"type": "b"}, {"type": "c"}]
    app = Host(Form(SPEC, {"name": "n", "things": things}))
    async with app.run_test(size=(80, 24)) as pilot:

        def order() -> str:
            return "".join(str(thing["type"]) for thing in app.view.form.items_at(("things",)))

        at(app, "things", 0)
        await pilot.press("J")
        assert (order(), app.row.key.place) == ("bac", ("things", 1))
        await pilot.press("J", "J")
        assert (order(), app.row.key.place) == ("bca", ("things", 2))
        await pilot.press("D")
        assert (order(), app.row.key.place) == ("bcaa", ("things", 3))
        await pilot.press("K", "K", "K", "x")
        assert order() == "bca"


async def test_a_thing_that_is_open_stays_open_when_another_leaves_the_list() -> None:
    things = [{"type": "a"}, {"type": "b"}]
    app = Host(Form(SPEC, {"name": "n", "things": things}))
    async with app.run_test(size=(80, 24)) as pilot:
        at(app, "things", 1)
        await pilot.press("l")
        at(app, "things", 0)
        await pilot.press("x", "j")

        assert app.row.key.place == ("things", 0, "weight")


async def test_undo_takes_back_and_redo_makes_again() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        at(app, "verbose")
        await pilot.press("space", "x", "u")
        assert app.view.form.given == {"name": "yoda", "verbose": True}
        await pilot.press("u")
        assert app.view.form.given == GIVEN
        await pilot.press("u")
        assert app.refusals == ["nothing to undo"]
        await pilot.press("ctrl+r")
        assert app.view.form.given == {"name": "yoda", "verbose": True}


async def test_h_folds_what_the_row_is_in_and_l_opens_it() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        count = len(app.view.rows.rows)
        at(app, "name")
        await pilot.press("h", "h")
        assert app.row.group is not None
        assert app.row.group.name == "main"
        assert len(app.view.rows.rows) == 2
        await pilot.press("l")
        assert len(app.view.rows.rows) == count


async def test_n_adds_to_the_only_list_wherever_the_cursor_is() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        at(app, "epochs")
        await pilot.press("n")
        await pilot.pause()

        asked = [event.field.place for event in app.told if isinstance(event, FormView.AddAsked)]
        assert asked == [("things",)]
        assert app.refusals == []


@pytest.mark.parametrize("key", ["x", "J", "D"])
async def test_a_key_that_does_nothing_here_says_so(key: str) -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        at(app, "epochs")
        await pilot.press(key)

        assert len(app.refusals) == 1
        assert app.view.form.given == GIVEN


async def test_the_line_lies_over_the_value_also_where_the_list_is_scrolled() -> None:
    form = Form(SPEC, {"name": "n", "things": [{"type": str(at), "weight": 1} for at in range(40)]})
    app = Host(form)
    async with app.run_test(size=(80, 12)) as pilot:
        at(app, "things", 39, "weight")
        await pilot.press("enter")
        rows = app.view.rows

        assert app.line.region.y == rows.region.y + rows.rows.cursor - rows.top
        assert app.line.region.right <= 80


async def test_the_line_stays_with_its_row_when_a_sentence_comes_above_it_and_the_terminal_is_resized() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        at(app, "epochs")
        await pilot.press("enter", "7")
        before = app.line.region.y
        app.view.judge({("name",): (Problem(("name",), "a sentence from elsewhere"),)}, {})
        await pilot.pause()
        assert app.line.region.y == before + 1
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert app.line.region.right <= 60
        await pilot.press("enter")
        assert app.view.form.given == {"name": "yoda", "epochs": 37}


async def test_the_line_goes_where_its_row_is_gone() -> None:
    app = Host(Form(SPEC, {"name": "n", "things": [{"type": "plain", "weight": 1}]}))
    async with app.run_test(size=(80, 24)) as pilot:
        at(app, "things", 0, "weight")
        await pilot.press("enter")
        app.view.replace_form(Form(SPEC, {"name": "n"}))
        await pilot.pause()
        assert not app.line.display
        assert app.view.rows.has_focus
