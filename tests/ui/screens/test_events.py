"""The events and the digest under Pilot: what is listed, where enter leads, who is told and when."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from textual.app import App
from textual.screen import Screen

from breadtui.domain.digest import Digest, DigestLine, Section
from breadtui.domain.happenings import Gap, Happening, Thing, What
from breadtui.domain.names import Phase
from breadtui.domain.query.queries import Query, parse_query
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.panes.events_digest import DigestList
from breadtui.ui.panes.events_list import EventsList
from breadtui.ui.present.digest.lines import digest_words
from breadtui.ui.present.events.rows import DayRow, GapRow, event_rows
from breadtui.ui.themes import THEMES
from breadtui.values import replace
from tests.fakes.states import NOW, a_key, a_prompt_key
from tests.ui.look.journal_scenes import at, digest, events, night
from tests.ui.look.scenes import everyday


class Host(App[None]):
    """Opens one screen and keeps what it closes with."""

    def __init__(self, opened: Callable[[Store, StoreBridge], Screen[Any]]) -> None:
        super().__init__()
        self._opened = opened
        self.closed: list[Thing | None] = []
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def on_mount(self) -> None:
        store = Store(everyday())
        self.push_screen(self._opened(store, StoreBridge(store)), self.closed.append)


def test_days_have_headings_and_the_night_nobody_watched_a_line_below_what_ended_it() -> None:
    newest_first = sorted(night(), key=lambda one: one.seen_at, reverse=True)
    rows = event_rows(newest_first, [Gap(at(18), at(3))], Query())
    kinds = [type(row) for row in rows]
    assert kinds.count(DayRow) == 2
    before = rows[kinds.index(GapRow) - 1]
    assert isinstance(before, Happening)
    assert before.seen_at == at(3)


@pytest.mark.parametrize(
    ("query", "count"),
    [("what:failed", 1), ("by:elsewhere", 2), ("-by:elsewhere kind:bake", 5), ("CUDA", 1), ("repo:nowhere", 0)],
)
def test_events_are_filtered_by_the_one_grammar(query: str, count: int) -> None:
    rows = event_rows(night(), [], parse_query(query))
    assert sum(isinstance(row, Happening) for row in rows) == count


async def test_enter_on_an_event_leads_to_its_thing() -> None:
    app = Host(events)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        listed = app.screen.query_one(EventsList)
        assert listed.event is not None
        assert listed.event.about == a_key("next", Phase.ROLLOUT)
        await pilot.press("j", "enter")
        assert app.closed == [a_key("coder_v4")]


async def test_a_filter_is_typed_cleared_by_escape_and_only_then_is_the_screen_left() -> None:
    app = Host(events)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"what:failed", "enter")
        assert [row.what for row in app.screen.query_one(EventsList).rows.keys if isinstance(row, Happening)] == [
            What.FAILED
        ]
        await pilot.press("escape")
        assert len(app.screen.query_one(EventsList).rows) > 10
        await pilot.press("escape")
        assert app.closed == [None]


async def test_the_digest_fits_a_small_terminal_and_its_lines_lead_somewhere() -> None:
    app = Host(digest)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        listed = app.screen.query_one(DigestList)
        assert len(listed.rows) <= listed.size.height
        assert listed.line is not None
        assert listed.line.about == a_key("coder_v3")
        await pilot.press("j", "enter")
        assert app.closed == [a_key("next", Phase.ROLLOUT)]


async def test_from_the_digest_to_all_events_and_from_there_to_a_thing() -> None:
    app = Host(digest)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.closed == [a_key("next", Phase.ROLLOUT)]


def test_one_sentence_tells_the_digest_where_there_is_no_room() -> None:
    line = DigestLine(Section.CHANGED, a_prompt_key(), Happening(What.TEXT, NOW, a_prompt_key()), also=2)
    told = Digest(NOW - timedelta(hours=1), NOW, (line, replace(line, section=Section.FAILED, also=0)))
    assert digest_words(told) == "while you were away: 1 failed, 3 changed by others"
