"""A form on a screen of its own, drawn: what it makes, the rows, what would come of it, help for the row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input, Static

from breadtui.domain.forms.form import Form
from breadtui.domain.forms.places import Place
from breadtui.domain.forms.problems import Problem, by_place, field_problems, in_row_order
from breadtui.domain.json_values import JsonObject
from breadtui.ui.keymap import Hint
from breadtui.ui.panes.form_view.pane import FormView
from breadtui.ui.present.clean import clean
from breadtui.ui.present.fields import folded
from breadtui.ui.present.form.lines import help_text
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Line
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.terminal.line_block import LineBlock
from breadtui.ui.themes import tone_styles

Made = TypeVar("Made")

NARROW_CELLS = 100
FOOT = (
    Hint(("form.create",), "create"),
    Hint(("form.edit",), "edit"),
    Hint(("form.reset",), "reset"),
    Hint(("form.add",), "add"),
    Hint(("form.undo",), "undo"),
    Hint(("form.discard",), "give up"),
    Hint(("form.filter",), "filter"),
    Hint(("form.json",), "as JSON"),
    Hint(("form.command",), "cmd"),
)
BACK = Hint(("form.back",), "keep it")


class FormDrawing(Screen[Made]):
    """Shows a form, judged anew after every change. A subclass says what it is about and what is known."""

    DEFAULT_CSS = """
    FormDrawing {
        & #form-heading { height: 1; }
        & #form-help { color: $text-muted; height: 1; }
        &.-narrow #form-help { height: 2; }
        & #form-help.-wrong { color: $warning; }
        & #form-asked { height: 1; border: none; padding: 0; background: $panel; display: none; }
        & FormView { height: 1fr; }
    }
    """
    AUTO_FOCUS = "FormRows"

    view = query_one(FormView)

    def __init__(self, form: Form, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self._first = form
        self._glyphs = glyphs
        self._problems: tuple[Problem, ...] = ()
        self._refused = ""

    # -- what a subclass says -------------------------------------------------------------------------------------

    def heading(self) -> str:
        """What is being made; raw text."""
        raise NotImplementedError

    def problems_of(self, form: Form) -> Sequence[Problem]:
        """What is wrong beyond kinds and limits."""
        raise NotImplementedError

    def facts_of(self, form: Form) -> dict[Place, Line]:
        """What is known about values, shown behind them."""
        raise NotImplementedError

    def summary_of(self, form: Form) -> Sequence[Line]:
        """What would come of it, in up to four lines."""
        raise NotImplementedError

    def defaults(self) -> JsonObject | None:
        """What stands where nothing is given, by what is filled in now; None where that never changes."""
        return None

    def look_around(self) -> None:
        """Read what the form names and nobody has read yet."""

    # -- drawing --------------------------------------------------------------------------------------------------

    @property
    def form(self) -> Form:
        """The form as it stands."""
        return self.view.form

    def compose(self) -> ComposeResult:
        """Heading, rows, summary, the line that is asked for, help, keys."""
        yield Static(id="form-heading")
        yield FormView(self._first, glyphs=self._glyphs)
        yield LineBlock(self._summary_strip)
        yield Input(id="form-asked", select_on_focus=False, compact=True)
        yield Static(id="form-help")
        yield Foot(FOOT, BACK, glyphs=self._glyphs)

    def on_mount(self) -> None:
        """Judge what there is."""
        self.query_one("#form-asked", Input).cursor_blink = False
        self.draw()

    def on_resize(self, event: events.Resize) -> None:
        """The summary has another width; where there is little, help has two lines, so that rows never jump."""
        self.set_class(event.size.width < NARROW_CELLS, "-narrow")
        self.call_after_refresh(self.draw)

    def draw(self) -> None:
        """Stand on the template that is named, read what is not known, judge the form, show what is known by now."""
        if not self.is_mounted or not self.query(FormView):
            return
        defaults = self.defaults()
        if defaults is not None and defaults != self.form.defaults:
            self.view.rebase(defaults)
        self.look_around()
        form = self.form
        self._problems = in_row_order(form, (*field_problems(form), *self.problems_of(form)))
        self.view.judge(by_place(self._problems), self.facts_of(form))
        self.query_one("#form-heading", Static).update(Content.styled(f" {clean(self.heading())}", "bold"))
        self.query_one(LineBlock).show_lines(tuple(folded(self.summary_of(form), self.size.width)))
        self._show_help()
        self._show_keys()

    def free_name(self) -> tuple[Place, str] | None:
        """The field of the name with one that nobody has, where the one that is written is taken."""
        raise NotImplementedError

    def _show_keys(self) -> None:
        free = self.free_name()
        offer = () if free is None else (Hint(("form.free_name",), f"name it {free[1]}"),)
        self.query_one(Foot).tell((*offer, *FOOT), BACK)

    def _show_help(self) -> None:
        line = self.query_one("#form-help", Static)
        line.set_class(bool(self._refused), "-wrong")
        line.update(Content(f" {clean(self._refused) or help_text(self.view.row)}"))

    def _summary_strip(self, line: Line, width: int) -> Strip:
        return row_strip(line, width, tone_styles(self.app.theme), selected=False, focused=False)

    def say(self, sentence: str) -> None:
        """A word to the person below the rows, until they go on."""
        self._refused = sentence
        self._show_help()

    @on(FormView.Changed)
    def _changed(self) -> None:
        self.draw()

    @on(FormView.Moved)
    def _moved(self) -> None:
        self._show_help()

    @on(FormView.Refused)
    def _refused_there(self, event: FormView.Refused) -> None:
        self.say(event.sentence)
