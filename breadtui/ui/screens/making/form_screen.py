"""A form on a screen of its own, with its keys and its words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar, TypeVar

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.widgets import Input

from breadtui.domain.forms.form import Form
from breadtui.domain.forms.problems import by_place, errors_in
from breadtui.ui.screens.asking.confirm import ConfirmScreen
from breadtui.ui.screens.making.form_filling import FormFilling

Made = TypeVar("Made")

WORDS = "create, json, undo, free name, discard, back, or the name of a field"
GIVE_UP = "Give up what was filled in?"
NAME_IS_FREE = "nothing has this name"


class FormScreen(FormFilling[Made]):
    """Holds a form while it is filled in. A subclass says what it is about, what can be picked, and creates.

    Whatever needs the service is asked for by the subclass, which draws anew with `draw`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s,f2", "create", "Create", id="form.create", tooltip="Create it as it stands, if nothing is wrong"
        ),
        Binding("escape", "back", "Back", id="form.back", tooltip="One step back; what was filled in is kept"),
        Binding("slash", "filter", "Filter", id="form.filter", tooltip="Leave rows that hold the words"),
        Binding("colon", "command", "Command", id="form.command", tooltip="create, json, undo, or a field's name"),
        Binding("i", "as_json", "As JSON", id="form.json", tooltip="All that was given as one JSON object to edit"),
        Binding("ctrl+g", "to_problem", "To what is wrong", id="form.problem", tooltip="The next row with a mistake"),
        Binding("Q", "discard", "Give up", id="form.discard", tooltip="Leave it and forget what was filled in; asks"),
        Binding("N", "free_name", "Free name", id="form.free_name", tooltip="Take the next name that nobody has"),
    ]
    _asked_for = ""

    def create(self, form: Form) -> None:
        """Make it; nothing is wrong with the form."""
        raise NotImplementedError

    def leave(self) -> None:
        """Go, without anything made; what was filled in is kept."""
        raise NotImplementedError

    def give_up(self) -> None:
        """Go, and keep nothing of what was filled in."""
        raise NotImplementedError

    def action_create(self) -> None:
        """Create it, or go to the first thing that is wrong."""
        if not self.view.close_line():
            return
        self.draw()
        wrong = errors_in(self._problems)
        if wrong:
            self.view.go_to(wrong[0].place)
            self.view.rows.focus()
            # The cursor that moves takes back what was said before.
            self.call_after_refresh(self.say, f"not created: {wrong[0].sentence}")
        else:
            self.create(self.form)

    def action_to_problem(self) -> None:
        """Go to the next row with a mistake, after the last of these to what is doubtful."""
        places = list(by_place(self._problems))
        if not places:
            self.say("nothing is wrong")
            return
        here = self.view.row.key.place if self.view.row is not None else ()
        at = places.index(here) + 1 if here in places else 0
        self.view.go_to(places[at % len(places)])

    def action_free_name(self) -> None:
        """Name it as nothing else is."""
        if (free := self.free_name()) is None:
            self.say(NAME_IS_FREE)
        else:
            place, name = free
            self.view.write(place, name)
            self.view.go_to(place)

    @work(group="decide", exclusive=True)
    async def action_discard(self) -> None:
        """Give up what was filled in, after a question."""
        lost = ["What was filled in is lost; esc in the form keeps it."]
        if not self.form.given or await self.app.push_screen_wait(ConfirmScreen(GIVE_UP, lost, yes="give it up")):
            self.give_up()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A name that nobody has needs no other."""
        return None if self.why_not(action) else super().check_action(action, parameters)

    def why_not(self, action: str) -> str:
        """Why something cannot be done now; empty where it can."""
        return NAME_IS_FREE if action == "free_name" and self.free_name() is None else ""

    def action_back(self) -> None:
        """Out of the filter, then out of the form."""
        if self.view.needle:
            self.view.filter("")
        else:
            self.leave()

    # -- the line below -------------------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Leave rows that hold the words."""
        self._ask_line("filter", self.view.needle)

    def action_command(self) -> None:
        """Type a word, or the name of a field to go to."""
        self._ask_line(WORDS, "")

    def _ask_line(self, what: str, text: str) -> None:
        self._asked_for = what
        line = self.query_one("#form-asked", Input)
        line.placeholder = what
        line.value = text
        line.display = True
        line.focus()

    @on(Input.Changed, "#form-asked")
    def _grew(self, event: Input.Changed) -> None:
        event.stop()
        if self._asked_for == "filter":
            self.view.filter(event.value)

    @on(Input.Submitted, "#form-asked")
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        word = event.value.strip().removeprefix(":")
        asked = self._end_line()
        if asked == WORDS and word:
            self._run_word(word)

    def on_key(self, event: events.Key) -> None:
        """`esc` gives the line up, and a filter with it; a key that is greyed out says why."""
        if event.key == "escape" and self._asked_for:
            event.stop()
            if self._end_line() == "filter":
                self.view.filter("")
        elif event.key == "N" and (reason := self.why_not("free_name")):
            event.stop()
            self.say(reason)

    def _end_line(self) -> str:
        asked, self._asked_for = self._asked_for, ""
        self.query_one("#form-asked", Input).display = False
        self.view.rows.focus()
        return asked

    def _run_word(self, word: str) -> None:
        known: dict[str, Callable[[], object]] = {
            "create": self.action_create,
            "json": self.action_as_json,
            "undo": self.view.action_undo,
            "redo": self.view.action_redo,
            "problem": self.action_to_problem,
            "free name": self.action_free_name,
            "help": partial(self.call_later, self.run_action, "app.help"),
            "discard": self.action_discard,
            "q!": self.action_discard,
            "back": self.leave,
            "quit": self.leave,
            "q": self.leave,
        }
        if word in known:
            known[word]()
            return
        found = [
            one
            for one in self.form.spec.fields
            if word.casefold() in f"{one.label} {'.'.join(map(str, one.place))}".casefold()
        ]
        if found:
            self.view.go_to(found[0].place)
        else:
            self.say(f"no word '{word}': {WORDS}")
