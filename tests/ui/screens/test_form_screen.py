"""A form on its screen: filter, words, JSON, mistakes, pickers; nothing is created while something is wrong."""

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, Static

from breadtui.domain.forms.fields import Field
from breadtui.domain.forms.form import Form
from breadtui.domain.forms.places import Place
from breadtui.domain.forms.problems import Problem
from breadtui.ui.present.form.options import Option
from breadtui.ui.present.tones import Line, Span
from breadtui.ui.screens.asking.confirm import ConfirmScreen
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.screens.making.form_picker import PickerScreen
from breadtui.ui.screens.making.form_picker_rows import PreviewRows
from breadtui.ui.screens.making.form_screen import FormScreen
from breadtui.ui.screens.making.form_text import FormTextScreen
from breadtui.ui.terminal.message_text import MessageText
from breadtui.ui.themes import THEMES
from tests.domain.forms.cases import SPEC


class Previewed:
    """A preview that is read when it is looked at."""

    def __init__(self) -> None:
        self.wanted: list[object] = []

    def lines(self, option: Option) -> Sequence[Line]:
        return [(Span(f" about {option.text}"),)]

    def want(self, option: Option, changed: Callable[[], None]) -> None:
        self.wanted.append(option.value)
        changed()


class Screen(FormScreen[str]):
    """A form of every kind of field."""

    def __init__(self, given: dict[str, Any]) -> None:
        super().__init__(Form(SPEC, given))
        self.preview = Previewed()
        self.created: list[Form] = []

    def heading(self) -> str:
        return "New thing"

    def problems_of(self, form: Form) -> Sequence[Problem]:
        return [Problem(("epochs",), "rather many", is_warning=True)] if form.value_at(("epochs",)) == 99 else []

    def facts_of(self, form: Form) -> dict[Place, Line]:
        return {}

    def summary_of(self, form: Form) -> Sequence[Line]:
        return [(Span(f" {len(form.given)} given"),)]

    def preview_of(self, field: Field) -> Previewed:
        return self.preview

    def create(self, form: Form) -> None:
        self.created.append(form)

    def free_name(self) -> tuple[Place, str] | None:
        return (("name",), "yoda_v2") if self.form.value_at(("name",)) == "taken" else None

    def leave(self) -> None:
        self.dismiss("left")

    def give_up(self) -> None:
        self.dismiss("given up")


class Host(App[None]):
    def __init__(self, given: dict[str, Any] | None = None) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.form = Screen({"name": "yoda"} if given is None else given)
        self.ends: list[str | None] = []

    @property
    def keys_text(self) -> str:
        return self.form.query_one(Foot).render_line(0).text.strip()

    def on_mount(self) -> None:
        self.push_screen(self.form, self.ends.append)

    @property
    def help_text(self) -> str:
        return str(self.form.query_one("#form-help", Static).render()).strip()


async def at(app: Host, pilot: Pilot[None], *place: str | int) -> None:
    app.form.view.go_to(place)
    await pilot.pause()


async def test_nothing_is_created_while_something_is_wrong_and_the_cursor_goes_there() -> None:
    app = Host({})
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, "epochs")
        await pilot.press("f2")
        await pilot.pause()

        assert app.form.created == []
        assert app.form.view.row is not None
        assert app.form.view.row.key.place == ("name",)
        assert app.help_text == "not created: this is needed"


async def test_ctrl_s_takes_what_stands_in_the_line_along() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, "epochs")
        await pilot.press("enter", "4", "ctrl+s")
        await pilot.pause()

        assert [form.given for form in app.form.created] == [{"name": "yoda", "epochs": 4}]


async def test_a_warning_keeps_nobody_from_creating() -> None:
    app = Host({"name": "yoda", "epochs": 99})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        await pilot.pause()

        assert len(app.form.created) == 1


async def test_slash_leaves_rows_that_hold_the_words_and_escape_shows_all_again() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        before = len(app.form.view.rows.rows)
        await pilot.press("slash", *"dtyp")
        assert len(app.form.view.rows.rows) == 2
        await pilot.press("enter", "escape")
        assert len(app.form.view.rows.rows) == before
        assert app.ends == []
        await pilot.press("escape")
        await pilot.pause()
        assert app.ends == ["left"]


async def test_the_colon_takes_words_and_names_of_fields() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("colon", *"dtype", "enter")
        assert app.form.view.row is not None
        assert app.form.view.row.key.place == ("model", "dtype")
        await pilot.press("colon", *"zzz", "enter")
        assert app.help_text.startswith("no word 'zzz'")
        await pilot.press("colon", *"create", "enter")
        await pilot.pause()
        assert len(app.form.created) == 1


async def test_ctrl_g_goes_from_mistake_to_mistake() -> None:
    app = Host({"epochs": 99})
    async with app.run_test(size=(80, 24)) as pilot:
        seen = []
        await at(app, pilot, "verbose")
        for _ in range(3):
            await pilot.press("ctrl+g")
            await pilot.pause()
            assert app.form.view.row is not None
            seen.append(app.form.view.row.key.place)

        assert seen == [("name",), ("epochs",), ("name",)]


async def test_ctrl_g_goes_to_what_must_be_put_right_before_what_is_doubtful() -> None:
    app = Host({"name": "yoda", "epochs": 99, "rate": 5})
    async with app.run_test(size=(80, 24)) as pilot:
        seen = []
        for _ in range(3):
            await pilot.press("ctrl+g")
            await pilot.pause()
            assert app.form.view.row is not None
            seen.append(app.form.view.row.key.place)
        assert seen == [("rate",), ("epochs",), ("rate",)]


async def test_i_shows_all_that_was_given_as_json_and_takes_it_back() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        await pilot.pause()
        assert isinstance(app.screen, FormTextScreen)
        field = app.screen.query_one(MessageText)
        assert field.text == '{\n  "name": "yoda"\n}\n'
        field.text = '{"name": "wise", "epochs": 3}'
        await pilot.press("f2")
        await pilot.pause()
        assert app.form.form.given == {"name": "wise", "epochs": 3}
        await pilot.press("u")
        assert app.form.form.given == {"name": "yoda"}


async def test_json_that_is_wrong_is_not_applied_and_the_place_is_told() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, "extra")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, FormTextScreen)
        app.screen.query_one(MessageText).text = '{"a": }'
        await pilot.press("f2")
        assert "line 1, column 7" in str(app.screen.query_one("#form-text-state", Static).render())
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert app.form.form.given == {"name": "yoda"}


async def test_five_hundred_questions_are_pasted_one_a_line() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, "questions")
        await pilot.press("enter")
        await pilot.pause()
        app.screen.query_one(MessageText).text = "\n".join(f"Question {number}?" for number in range(500))
        await pilot.press("f2")
        await pilot.pause()

        questions = app.form.form.given["questions"]
        assert isinstance(questions, list)
        assert len(questions) == 500


async def test_a_picker_narrows_while_one_types_and_shows_what_an_option_stands_for() -> None:
    app = Host()
    async with app.run_test(size=(120, 40)) as pilot:
        await at(app, pilot, "colour")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, PickerScreen)
        await pilot.press("down")
        await pilot.pause()
        assert app.form.preview.wanted[-1] == "green"
        preview = app.screen.query_one(PreviewRows)
        assert preview.region.x > 40
        assert [one.line[0].text for one in preview.body] == [" about green"]
        await pilot.press(*"re")
        app.screen.query_one("#picker-field", Input).value = "red"
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.form.form.given["colour"] == "red"


async def test_where_there_is_little_width_the_preview_stands_below() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, "colour")
        await pilot.press("enter")
        await pilot.pause()
        preview = app.screen.query_one(PreviewRows)

        assert preview.region.x < 5
        assert preview.region.y > 10


async def test_a_thing_of_a_list_is_picked_by_its_kind_and_opened() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(app, pilot, "things")
        await pilot.press("n")
        await pilot.pause()
        await pilot.press(*"seed")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()

        assert app.form.form.given["things"] == [{"type": "seeded"}]
        await pilot.press("j", "j")
        assert app.form.view.row is not None
        assert app.form.view.row.key.place == ("things", 0, "seed")


async def test_a_name_that_is_taken_is_followed_by_the_next_one_on_a_key_and_a_free_one_says_why_not() -> None:
    app = Host({"name": "taken"})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.keys_text.startswith("N name it yoda_v2")
        await pilot.press("N")
        await pilot.pause()
        assert app.form.form.given == {"name": "yoda_v2"}
        assert app.keys_text.startswith("f2 create")
        await pilot.press("N")
        await pilot.pause()
        assert app.help_text == "nothing has this name"
        assert app.form.form.given == {"name": "yoda_v2"}


async def test_giving_up_is_asked_about_and_keeps_all_where_the_answer_is_no() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for answer, ends in (("n", []), ("y", ["given up"])):
            await pilot.press("Q")
            await pilot.pause()
            assert isinstance(app.screen, ConfirmScreen)
            app.screen.listen()
            await pilot.press(answer)
            await pilot.pause()
            assert app.ends == ends


async def test_nothing_filled_in_is_given_up_without_a_question() -> None:
    app = Host({})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("Q")
        await pilot.pause()
        assert app.ends == ["given up"]
