"""The one-row panes at the top and bottom: where one is and how fresh it is, what happened, which keys work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from textual.app import RenderResult
from textual.geometry import Size
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from breadtui.store.facts.state import AppState, Degraded, Notice, Online
from breadtui.ui.present.footer_lines import FootKeys, event_line, key_line
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.header_line import HeaderSlice, Place, Tally, header_line, tally_of
from breadtui.ui.present.jobs.glance import job_glance
from breadtui.ui.present.jobs.rows import JobsSlice
from breadtui.ui.present.strips import strip_of
from breadtui.ui.present.tones import Line
from breadtui.ui.themes import tone_styles
from breadtui.values import replace

if TYPE_CHECKING:
    from breadtui.store.facts.asks import Intervals

AGE_TICK_SECONDS = 5.0


class EventSlice(NamedTuple):
    """What the event line tells."""

    notices: tuple[Notice, ...] = ()


def select_header(state: AppState) -> HeaderSlice:
    """The top line's slice of the state."""
    return HeaderSlice(
        state.link,
        state.chosen,
        state.jobs,
        state.trees,
        state.opened,
        state.repos,
        state.checkpoint,
        state.lineages,
        state.metrics,
        state.past_runs,
        state.downloads,
        state.quiet_until,
        state.recorder_quiet_until,
    )


def select_event(state: AppState) -> EventSlice:
    """The event line's slice of the state."""
    return EventSlice(state.notices)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class OneLine(Widget, can_focus=False):
    """A pane of one row, sent again only when it says something else."""

    DEFAULT_CSS = """
    OneLine { height: 1; }
    """

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._glyphs = glyphs
        self._said: Line | None = None

    def line(self, width: int) -> Line:
        """What the row says in `width` cells."""
        raise NotImplementedError

    def say(self) -> None:
        """Draw the row again if it says something else by now."""
        if self._said is not None and self.line(self.size.width) != self._said:
            self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual asks so
        """One row, always."""
        return 1

    def render(self) -> RenderResult:
        """Nothing: drawing is by line."""
        return ""

    def render_line(self, y: int) -> Strip:
        """The row as cells."""
        width = self.size.width
        self._said = self.line(width) if y == 0 else ()
        return strip_of(self._said, width, self.rich_style, tone_styles(self.app.theme))


class HeaderLine(OneLine):
    """Crumbs, age of the facts, counts, `RO` and `DEMO`. Its age moves only while the facts may."""

    def __init__(
        self,
        *,
        now: Callable[[], datetime] = _utc_now,
        glyphs: Glyphs = UNICODE,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(glyphs=glyphs, id=id)
        self._now = now
        self._facts = HeaderSlice()
        self._tally = Tally()
        self._place = Place()
        self._tick: Timer | None = None

    def show(self, facts: HeaderSlice) -> None:
        """Tell these facts."""
        self._facts, self._tally = facts, tally_of(facts)
        self.say()
        self._keep_ticking()

    def show_place(
        self, host: str, *, is_demo: bool = False, is_read_only: bool = False, intervals: Intervals | None = None
    ) -> None:
        """Tell which service this is, and how often it is asked."""
        self._place = replace(self._place, host=host, is_demo=is_demo, is_read_only=is_read_only, intervals=intervals)
        self.say()

    def show_past(self) -> None:
        """Tell that an earlier moment is shown, and no age."""
        self._place = replace(self._place, is_past=True)
        self.say()

    def show_polling(self, intervals: Intervals, *, is_off: bool) -> None:
        """Tell how often the service is asked, or that it is asked by hand only."""
        self._place = replace(self._place, intervals=intervals, is_poll_off=is_off)
        self.say()

    def show_news(self, count: int | None) -> None:
        """Tell that the view is paused and how much came since; None where it is not paused."""
        self._place = replace(self._place, news_count=count)
        self.say()

    def line(self, width: int) -> Line:
        """The top line."""
        return header_line(self._facts, self._tally, self._place, width, self._now(), glyphs=self._glyphs)

    def _keep_ticking(self) -> None:
        link = self._facts.link
        is_waiting = self._facts.quiet_until is not None or self._facts.recorder_quiet_until is not None
        is_moving = is_waiting or isinstance(link, Degraded) or (isinstance(link, Online) and self._tally.is_active)
        if is_moving and self._tick is None:
            self._tick = self.set_interval(AGE_TICK_SECONDS, self.say)
        elif not is_moving and self._tick is not None:
            self._tick.stop()
            self._tick = None


class EventLine(OneLine):
    """The last things that happened."""

    _facts = EventSlice()

    def show(self, facts: EventSlice) -> None:
        """Tell these notices."""
        self._facts = facts
        self.say()

    def line(self, width: int) -> Line:
        """The last notice with its time."""
        return event_line(self._facts.notices, width)


class JobsGlance(OneLine):
    """The status block of small terminals: the jobs that run or failed, beside whatever pane is shown."""

    _facts = JobsSlice()

    def show(self, facts: JobsSlice) -> None:
        """Tell of these jobs."""
        self._facts = facts
        self.say()

    def line(self, width: int) -> Line:
        """Jobs side by side."""
        return job_glance(self._facts, width)


class KeyLine(OneLine):
    """The keys valid now: the last line of every screen."""

    _keys = FootKeys()

    def show(self, keys: FootKeys) -> None:
        """Tell these keys with what they do."""
        self._keys = keys
        self.say()

    def line(self, width: int) -> Line:
        """As many keys as fit."""
        return key_line(self._keys, width, self._glyphs)
