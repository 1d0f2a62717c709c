"""Filter, search, samples and folding where rows are read."""

from __future__ import annotations

from textual import on

from breadtui.domain.query.completion import before_field, complete_query
from breadtui.domain.query.fields import ROW_FIELDS
from breadtui.domain.query.queries import BadQuery
from breadtui.ui.panes.rows_reading import RowReading
from breadtui.ui.screens.base.filtering import wrong_query
from breadtui.ui.screens.line.command_line import COMMAND, FILTER, CommandLine, TypedIn
from breadtui.ui.screens.rows.surveying import RowsSurveying
from breadtui.ui.screens.words.rows import rows_completions
from breadtui.ui.terminal.body_rows import text_of

FILTER_HINT = "filter: words, quoted text, empty:answer cut:yes tool:* length>2000 question:why -not"


class RowsFinding(RowsSurveying):
    """Which rows are listed, and the way from one that fits to the next."""

    line = TypedIn()
    _filter_before = ""

    def complete(self, prefix: str, text: str) -> tuple[str, ...]:
        """How a line may go on."""
        head, blank, query = text.partition(" ")
        if prefix == FILTER:
            return complete_query(text, self._values_of, ROW_FIELDS)
        if head == "filter" and blank:
            return tuple(f"filter {whole}" for whole in complete_query(query, self._values_of, ROW_FIELDS))
        return rows_completions(text)

    def wrong_in(self, prefix: str, text: str) -> BadQuery | None:
        """What is wrong in a filter, and where."""
        return wrong_query(text) if prefix == FILTER else None

    def _values_of(self, field: str) -> tuple[str, ...]:
        """Tools that were called in rows read so far."""
        if field != "tool":
            return ()
        rows = (self.view.survey.digest(place) for place in range(min(self.view.survey.known_count, 2000)))
        return tuple(dict.fromkeys(tool for row in rows if row is not None for tool in row.tools))

    def action_filter(self) -> None:
        """Type a filter."""
        self._filter_before = self.view.filter_text
        self.line.ask(FILTER, self.view.filter_text)
        self.line.placeholder = FILTER_HINT

    @on(CommandLine.Grew)
    def _grew(self, event: CommandLine.Grew) -> None:
        """Follow what is typed where all rows were read already; else only what is entered costs reading them."""
        if event.prefix != FILTER or not self.view.survey.is_whole:
            return
        if wrong_query(event.text) is None:
            self.filter(event.text)
        elif (before := before_field(self.view.filter_text, event.text)) is not None:
            self.filter(before)

    def end_filter(self, text: str | None) -> None:
        """The filter was entered, or given up, which brings back the one before."""
        self.filter(self._filter_before if text is None else text)

    @on(RowReading.FilterAsked)
    def _filter_asked(self, event: RowReading.FilterAsked) -> None:
        self.filter(event.text)
        self.list.focus()

    def filter(self, text: str) -> None:
        """List the rows that fit; a filter that is wrong is told and changes nothing."""
        if (problem := wrong_query(text)) is not None:
            self.say(f"filter, at {problem.at + 1}: {problem.sentence}", is_problem=True)
            return
        if text.strip() == self.view.filter_text and self.view.seed is None:
            return
        place = self.place
        self.view.filter(text)
        self.workers.cancel_group(self, "survey")
        self.redraw()
        if self.view.query:
            self.survey_all()
        else:
            self.list.go_to(place)
            self.redraw()

    def action_narrow(self) -> None:
        """List only the rows that fit, or all with those that fit marked."""
        place = self.place
        self.view.is_narrowed = not self.view.is_narrowed
        self.redraw()
        self.list.go_to(place)

    def action_match(self, by: int) -> None:
        """Go to the next place where the filter's words stand, in this row or the next that fits."""
        if not self.view.query:
            self.say("there is no filter: / types one")
            return
        if self.reading.has_focus and self._hit_within(by):
            return
        if (place := self.view.match_beside(self.place, by)) is None:
            self.say("no row fits so far" if self.view.is_reading else "no row fits", is_problem=True)
            return
        self.list.go_to(place)
        self.follow()
        if self.reading.has_focus:
            self._hit_within(by, from_end=by < 0)

    def _hit_within(self, by: int, *, from_end: bool = False) -> bool:
        places = [at for at, one in enumerate(self.reading.body) if self.view.query.places(text_of(one.line))]
        at = self.reading.rows.cursor if not from_end else len(self.reading.body)
        found = [place for place in places if place > at] if by > 0 else [place for place in places[::-1] if place < at]
        return bool(found) and self.reading.move_to(found[0])

    def action_sample(self) -> None:
        """Ten rows at random; again, ten others."""
        self.sample("")

    def sample(self, typed: str) -> None:
        """Ten rows at random, by a seed where one is named."""
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) < 10):
            self.say("a seed is a whole number", is_problem=True)
            return
        self.view.draw_sample(int(typed) if typed else None)
        self.redraw()
        self.list.go_to(self.view.keys()[0] if self.view.keys() else 0)
        self.follow()

    def action_alike(self) -> None:
        """Fold rows that are nearly the same under the first of them, or show each again."""
        self.view.is_folded = not self.view.is_folded
        self.view.seed = None
        self.redraw()
        if self.view.is_folded and not self.view.survey.is_whole:
            self.survey_all()

    def action_go_number(self, digits: str) -> None:
        """Type the number of a row."""
        self.line.ask(COMMAND, digits)

    def go(self, digits: str) -> None:
        """Go to the row of a number; beyond the last, to the last."""
        number = int(digits) if len(digits) < 10 else self.view.book.count
        place = max(min(number, self.view.book.count) - 1, 0)
        if not self.view.is_plain:
            self.view.clear()
            self.redraw()
        self.list.go_to(place)
        self.follow()
        if number > self.view.book.count:
            self.say(f"there are {self.view.book.count:,} rows")
