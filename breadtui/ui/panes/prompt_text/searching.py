"""Words found and replaced in the whole prompt, one match or all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding, BindingType

from breadtui.ui.panes.prompt_text.arranging import Arranging
from breadtui.ui.panes.prompt_text.find_bar import FindBar
from breadtui.ui.present.prompt.facts import replaced_text
from breadtui.values import replace

if TYPE_CHECKING:
    from breadtui.domain.prompt.search import Match


SEARCHING: tuple[BindingType, ...] = (
    Binding("ctrl+r", "search", "Find and replace", id="prompt.search", tooltip="Words in this prompt's messages"),
    Binding("ctrl+g", "search_next", "Next match", id="prompt.search_next", show=False),
)
"""Keys of the pane."""


class Searching(Arranging):
    """Shows matches selected in the text; the search bar says what to look for."""

    def action_search(self) -> None:
        """Open the bar with what is selected, if that is within one line."""
        selected = self._field.selected_text
        self._bar.open("" if "\n" in selected else selected)
        self.draw()

    def action_search_next(self) -> None:
        """To the next place where the words of the last search stand."""
        if self._bar.words:
            self._look(self._bar.words, 1)
        else:
            self.action_search()

    def replace_all(self, words: str, new: str) -> str:
        """Put other words in the place of these in every message, as one step; says how often."""
        from breadtui.domain.prompt.search import replaced  # noqa: PLC0415  when it is asked for

        self.flush()
        if self._editing is None or self._is_read_only:
            return "nothing was replaced: this prompt may only be read"
        done = replaced(self._editing.prompt, words, new)
        self._edit(lambda editing: replace(editing, prompt=done.prompt))
        return replaced_text(words, done)

    @on(FindBar.Looked)
    def _looked(self, event: FindBar.Looked) -> None:
        event.stop()
        self._look(event.words, event.by)

    @on(FindBar.ReplaceAsked)
    def _replace_asked(self, event: FindBar.ReplaceAsked) -> None:
        event.stop()
        if event.is_all:
            self._say(self.replace_all(event.words, event.new))
            self._bar.show_count(None, 0)
        else:
            self._replace_here(event.words, event.new)

    @on(FindBar.Closed)
    def _search_closed(self, event: FindBar.Closed) -> None:
        event.stop()
        self._field.focus()
        self.draw()

    def _look(self, words: str, by: int) -> None:
        """Select a match and show its message; with `by` 0 the one at the cursor counts too."""
        from breadtui.domain.prompt.search import Match, matches, nearest  # noqa: PLC0415  when it is asked for

        self.flush()
        editing = self._editing
        if editing is None:
            return
        found = tuple(matches(editing.prompt, words))
        start = self._field.sheet.document.get_index_from_location(min(self._field.selection)) - (by == 0)
        place = nearest(found, Match(editing.at, editing.text_at, start, start), by or 1)
        self._bar.show_count(place, len(found))
        if place is not None:
            self._select(found[place])

    def _select(self, match: Match) -> None:
        self._go_to(match.message, match.text)
        document = self._field.sheet.document
        start, stop = (document.get_location_from_index(place) for place in (match.start, match.stop))
        from textual.document._document import Selection  # noqa: PLC0415  with the first prompt

        self._field.selection = Selection(start, stop)
        self._field.scroll_cursor_visible()

    def _replace_here(self, words: str, new: str) -> None:
        """Replace what is selected if it is a match, as an edit of that text; then to the next."""
        from breadtui.domain.prompt.search import Match, matches  # noqa: PLC0415  when it is asked for

        self.flush()
        editing, document = self._editing, self._field.sheet.document
        if editing is None or self._field.read_only:
            return
        start, stop = (document.get_index_from_location(place) for place in sorted(self._field.selection))
        if Match(editing.at, editing.text_at, start, stop) in set(matches(editing.prompt, words)):
            self._field.replace(new, *sorted(self._field.selection))
            self._field.move_cursor(document.get_location_from_index(start + len(new)))
            self._look(words, 0)
        else:
            self._look(words, 1)
