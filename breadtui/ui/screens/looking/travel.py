"""The screen as it was at an earlier minute: the same panes, shown what was seen then; nothing can be written here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import Worker

from breadtui.domain.monitor.arrangement import USUAL, Arrangement
from breadtui.domain.names import PromptKey
from breadtui.domain.travel import Moment, moment_typed, stepped
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import AppState, Choice
from breadtui.store.views.travelled import TravelView
from breadtui.ui.keymap import Hint
from breadtui.ui.panes import bake_details, metric_plot, status_line
from breadtui.ui.panes.bake_details import BakeDetails
from breadtui.ui.panes.job_table.pane import JobTable
from breadtui.ui.panes.metric_plot import MetricPlot
from breadtui.ui.panes.pane_rule import PaneRule
from breadtui.ui.panes.past_view import VersionText
from breadtui.ui.panes.repo_tree.pane import RepoTree, select_tree
from breadtui.ui.panes.status_line import HeaderLine, OneLine
from breadtui.ui.present.detail.details import Tab
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.jobs.rows import select_jobs
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.present.tones import Line
from breadtui.ui.present.travel_lines import happening_words, travel_line
from breadtui.ui.screens.base.layout import Pane, Room, layout_for
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.screens.looking.past_charts import PastCharts
from breadtui.values import replace

if TYPE_CHECKING:
    from breadtui.store.marking.travelling import PastReader

FOOT = (
    Hint(("travel.back", "travel.on"), "minute"),
    Hint(("travel.previous", "travel.next"), "event"),
    Hint((), "go there", typed="09:14"),
    Hint(("travel.pane",), "pane"),
    Hint(("travel.maximise",), "maximise"),
    Hint(("travel.first", "travel.last"), "ends"),
    Hint(("travel.ten_back", "travel.ten_on"), "ten"),
)
BACK = Hint(("travel.leave",), "now")
ROUND = (Pane.TREE, Pane.DETAIL, Pane.METRICS, Pane.JOBS)
FRAMES = {Pane.TREE: "tree", Pane.DETAIL: "detail", Pane.METRICS: "metrics", Pane.JOBS: "jobs"}
NOT_KEPT = "this tab shows what no journal keeps of earlier minutes; esc, and look at it as it is now"
LOOKED_AT = "an earlier minute is only looked at"
NO_TIME = "a time is written 09:14, 2026-11-28 09:14, or -2h"


class TravelLine(OneLine):
    """Which moment is looked at."""

    told: tuple[Moment | None, datetime, datetime] | None = None

    def line(self, width: int) -> Line:
        """The moment, how long ago, what is known of it."""
        return () if self.told is None else travel_line(*self.told, width)


class TravelScreen(PastCharts, Screen[None]):
    """Goes through the minutes. `live` are the facts of now, which go on meanwhile and are not shown here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "minutes(-1)", "Minute back", id="travel.back", priority=True, tooltip="A minute earlier"),
        Binding("right", "minutes(1)", "Minute on", id="travel.on", priority=True, tooltip="A minute later"),
        Binding("shift+left", "minutes(-10)", "Ten back", id="travel.ten_back", priority=True),
        Binding("shift+right", "minutes(10)", "Ten on", id="travel.ten_on", priority=True),
        Binding("home", "first", "First", id="travel.first", priority=True, tooltip="The first moment that was seen"),
        Binding("end", "last", "Last", id="travel.last", priority=True, tooltip="The last moment there is"),
        Binding("n", "event(1)", "Next event", id="travel.next", priority=True, tooltip="The next thing that happened"),
        Binding(
            "p",
            "event(-1)",
            "Event before",
            id="travel.previous",
            priority=True,
            tooltip="The thing that happened before",
        ),
        Binding("tab", "pane(1)", "Next pane", id="travel.pane", priority=True),
        Binding("shift+tab", "pane(-1)", "Previous pane", id="travel.pane_back", priority=True),
        Binding("z", "maximise", "Maximise", id="travel.maximise", tooltip="Give the whole screen to this pane"),
        Binding("escape,T,q", "leave", "Back to now", id="travel.leave", tooltip="Back to what is known now"),
    ]
    DEFAULT_CSS = """
    TravelScreen {
        & #header, & #travel-line, & #travel-time { height: 1; }
        & #travel-line { background: $warning-muted; }
        & #travel-time { border: none; padding: 0 1; display: none; }
        & #body, & #middle, & #tree-frame { height: 1fr; }
        & #middle { width: 1fr; }
        & #tree-frame { border-right: vkey $panel; }
        &.-alone #tree-frame { border-right: none; }
        & #detail-frame, & #metrics-frame, & #jobs-frame { width: 1fr; height: 1fr; }
    }
    """

    repos = query_one(RepoTree)
    jobs = query_one(JobTable)

    def __init__(
        self,
        past: PastReader,
        live: Callable[[], AppState],
        *,
        at: datetime | None = None,
        glyphs: Glyphs = UNICODE,
        host: str = "",
        arrangement: Arrangement = USUAL,
    ) -> None:
        super().__init__()
        self._arrangement = arrangement
        self.at = at or past.now()
        self._past = past
        self._live = live
        self._glyphs = glyphs
        self._host = host
        self._first = datetime.fromtimestamp(0, UTC)
        self._moment: Moment | None = None
        self._view: TravelView | None = None
        self._chosen: Choice | None = live().chosen
        self._checkpoint = live().checkpoint
        self._pane = Pane.TREE
        self._is_maximised = False
        self._is_not_kept_told = False

    def compose(self) -> ComposeResult:
        """The moment, the panes, the keys."""
        line = self._glyphs.rule
        markers = Markers.ASCII if self._glyphs.is_ascii else Markers.BRAILLE
        yield HeaderLine(now=self._shown_now, id="header", glyphs=self._glyphs)
        yield TravelLine(id="travel-line", glyphs=self._glyphs)
        yield Input(id="travel-time", placeholder="09:14", select_on_focus=False)
        with Horizontal(id="body"):
            with Vertical(id="tree-frame"):
                yield PaneRule("1 Tree", line=line, id="tree-rule")
                yield RepoTree(id="tree", glyphs=self._glyphs)
            with Vertical(id="middle"):
                with Vertical(id="detail-frame"):
                    yield PaneRule("2 Detail", line=line, id="detail-rule")
                    yield BakeDetails(id="details", glyphs=self._glyphs)
                    yield VersionText(id="travel-text")
                with Vertical(id="metrics-frame"):
                    yield PaneRule("4 Metrics", line=line, id="metrics-rule")
                    yield MetricPlot(id="plot", has_title=False, markers=markers)
        with Vertical(id="jobs-frame"):
            yield PaneRule("3 Jobs", line=line, id="jobs-rule")
            yield JobTable(now=self._shown_now, id="jobs", glyphs=self._glyphs)
        yield Foot(FOOT, BACK, glyphs=self._glyphs)

    def on_mount(self) -> None:
        """Read the moment."""
        header = self.query_one(HeaderLine)
        header.show_place(self._host, is_read_only=True)
        header.show_past()
        self.query_one("#travel-time", Input).cursor_blink = False
        self.repos.shown_only = self.jobs.shown_only = LOOKED_AT
        self.jobs.rearrange(self._arrangement)
        self.repos.focus()
        self._lay_out(self.size.width, self.size.height)
        self.go(self.at)

    def _shown_now(self) -> datetime:
        """Ages are told from the moment that is looked at."""
        return self.at

    # -- the moment -----------------------------------------------------------------------------------------------

    def go(self, at: datetime) -> None:
        """Look at another moment; a newer wish gives up the older."""
        self.at = at
        self._tell()
        reading: Worker[None] = self.run_worker(partial(self._read, at), group="moment", exclusive=True)
        del reading

    async def _read(self, at: datetime) -> None:
        if self._first.timestamp() == 0:
            self._first = await self._past.first_seen_at()
        chosen = self._chosen
        self._moment = await self._past.moment(at, chosen if isinstance(chosen, PromptKey) else None)
        is_first, self._view = self._view is None, TravelView(self._moment)
        self._show()
        if is_first and chosen is not None:
            self.repos.reveal(chosen, self._checkpoint)

    def _tell(self) -> None:
        line = self.query_one(TravelLine)
        line.told = (self._moment, self.at, self._past.now())
        line.say()

    def _show(self) -> None:
        if self._view is None:
            return
        state = self._view.of(replace(self._live(), chosen=self._chosen, checkpoint=self._checkpoint, marked=()))
        self.query_one(HeaderLine).show(status_line.select_header(state))
        self.repos.show(select_tree(state))
        self.query_one(BakeDetails).show_graph(bake_details.select_graph(state))
        self.query_one(BakeDetails).show(bake_details.select(state))
        self.jobs.show(select_jobs(state))
        self.query_one(MetricPlot).show(metric_plot.select(state))
        self._show_text(state)
        self.query_one("#tree-rule", PaneRule).show_heading(self.repos.heading())
        self.query_one("#jobs-rule", PaneRule).show_heading(self.jobs.heading())
        self._tell()

    def _show_text(self, state: AppState) -> None:
        is_prompt = isinstance(self._chosen, PromptKey)
        self.query_one(BakeDetails).display = not is_prompt
        text = self.query_one(VersionText)
        text.display = is_prompt
        rule = self.query_one("#detail-rule", PaneRule)
        if isinstance(self._chosen, PromptKey):
            prompt = value_of(state.prompts.get(self._chosen, NOT_ASKED))
            text.show(prompt)
            unseen = "" if prompt is not None else ": no text was seen yet"
            rule.show_heading(f"2 {self._chosen.name}{unseen}")
        else:
            rule.show_heading(self.query_one(BakeDetails).title_line())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a time is typed, its keys are its own."""
        if isinstance(self.focused, Input) and action in {"minutes", "first", "last", "event", "pane", "maximise"}:
            return False
        return super().check_action(action, parameters)

    def action_minutes(self, by: int) -> None:
        """So many minutes on or back."""
        self.go(stepped(self.at, by, self._first, self._past.now()))

    def action_first(self) -> None:
        """The first moment of which anything is known."""
        self.go(self._first)

    def action_last(self) -> None:
        """The end of what there is."""
        self.go(self._past.now())

    async def action_event(self, by: int) -> None:
        """To the next thing that happened, or the one before."""
        happening = await self._past.event_beside(self.at, by)
        self.app.notify(happening_words(happening, by), markup=False)
        if happening is not None:
            self.go(happening.seen_at)

    # -- a time is typed ------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """A digit or a minus begins a time."""
        field = self.query_one("#travel-time", Input)
        if not field.has_focus and event.character is not None and event.character in "0123456789-":
            event.stop()
            event.prevent_default()
            field.value, field.display = event.character, True
            field.cursor_position = 1
            field.focus()

    @on(Input.Submitted, "#travel-time")
    def _typed(self, event: Input.Submitted) -> None:
        now = self._past.now()
        wanted = moment_typed(event.value, self.at, now)
        if wanted is None:
            self.app.notify(NO_TIME, severity="warning", markup=False)
            return
        self._end_typing()
        self.go(max(min(wanted, now), self._first))

    def _end_typing(self) -> None:
        self.query_one("#travel-time", Input).display = False
        self._widget_of(self._pane).focus()

    def action_leave(self) -> None:
        """Give up the time that is typed, else back to now."""
        if isinstance(self.focused, Input):
            self._end_typing()
        else:
            self.dismiss(None)

    # -- what is looked at ----------------------------------------------------------------------------------------

    @on(RepoTree.Hovered)
    @on(RepoTree.Picked)
    def _looked_at(self, event: RepoTree.Hovered | RepoTree.Picked) -> None:
        self._choose(event.what, event.checkpoint)
        if isinstance(event, RepoTree.Picked):
            self._look(Pane.DETAIL)

    @on(JobTable.Hovered)
    @on(JobTable.Picked)
    def _job_looked_at(self, event: JobTable.Hovered | JobTable.Picked) -> None:
        self._choose(event.what, None)
        self.repos.reveal(event.what)
        if isinstance(event, JobTable.Picked):
            self._look(Pane.DETAIL)

    @on(JobTable.SortAsked)
    @work(group="sort", exclusive=True)
    async def _ask_sort(self) -> None:
        from breadtui.ui.screens.asking.sort_menu import SortScreen  # noqa: PLC0415  when it is asked for

        sort = await self.app.push_screen_wait(SortScreen(self.jobs.arrangement, self._glyphs))
        if sort is not None:
            self.jobs.rearrange(self.jobs.arrangement.sorted_by(sort))

    @on(JobTable.Rearranged)
    def _rearranged(self) -> None:
        self.query_one("#jobs-rule", PaneRule).show_heading(self.jobs.heading())

    @on(JobTable.Refused)
    def _refused(self, event: JobTable.Refused) -> None:
        self.app.notify(event.reason, markup=False)

    @on(BakeDetails.TabAsked)
    @on(BakeDetails.RowsAsked)
    @on(BakeDetails.JournalAsked)
    def _not_kept(self) -> None:
        if not self._is_not_kept_told and self.query_one(BakeDetails).tab is not Tab.OVERVIEW:
            self._is_not_kept_told = True
            self.app.notify(NOT_KEPT, severity="warning", markup=False)

    @on(BakeDetails.Retitled)
    def _details_retitled(self, event: BakeDetails.Retitled) -> None:
        if not isinstance(self._chosen, PromptKey):
            self.query_one("#detail-rule", PaneRule).show_heading(event.title)

    @on(RepoTree.Retitled)
    def _retitled(self) -> None:
        self.query_one("#tree-rule", PaneRule).show_heading(self.repos.heading())

    @on(MetricPlot.Retitled)
    def _plot_retitled(self, event: MetricPlot.Retitled) -> None:
        self.query_one("#metrics-rule", PaneRule).show_heading(event.heading.rule_words())

    def _choose(self, what: Choice, checkpoint: int | None) -> None:
        self._chosen, self._checkpoint = what, checkpoint
        if isinstance(what, PromptKey):
            self.go(self.at)
        else:
            self._show()

    # -- where things are -----------------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Another size, another arrangement."""
        self._lay_out(event.size.width, event.size.height)

    def _lay_out(self, width: int, height: int) -> None:
        layout = layout_for(width, max(height - 2, 0), self._pane, is_maximised=self._is_maximised)
        shown = layout.shown if layout.room is not Room.TINY else frozenset({self._pane})
        alone = len(shown) == 1
        self.set_class(alone, "-alone")
        for pane, name in FRAMES.items():
            self.query_one(f"#{name}-frame").display = pane in shown
        self.query_one("#middle").display = bool(shown & {Pane.DETAIL, Pane.METRICS})
        self.query_one("#body").display = bool(shown - {Pane.JOBS})
        self.query_one("#tree-frame").styles.width = "1fr" if alone else layout.tree_width
        self.query_one("#jobs-frame").styles.height = "1fr" if alone else layout.jobs_height
        self.query_one("#detail-frame").styles.height = layout.detail_height or "1fr"

    def action_pane(self, step: int) -> None:
        """Go round the panes."""
        self._look(ROUND[(ROUND.index(self._pane) + step) % len(ROUND)])

    def action_maximise(self) -> None:
        """The whole screen for this pane, and back."""
        self._is_maximised = not self._is_maximised
        self._lay_out(self.size.width, self.size.height)

    def _look(self, pane: Pane) -> None:
        self._pane = pane
        self._lay_out(self.size.width, self.size.height)
        self._widget_of(pane).focus()

    def _widget_of(self, pane: Pane) -> Widget:
        detail = VersionText if isinstance(self._chosen, PromptKey) else BakeDetails
        kinds = {Pane.TREE: RepoTree, Pane.DETAIL: detail, Pane.METRICS: MetricPlot, Pane.JOBS: JobTable}
        return self.query_one(kinds[pane])

    @on(events.DescendantFocus)
    def _focus_moved(self, event: events.DescendantFocus) -> None:
        for pane, name in FRAMES.items():
            frame = self.query_one(f"#{name}-frame")
            has_focus = frame in event.widget.ancestors
            self.query_one(f"#{name}-rule", PaneRule).show_active(has_focus)
            if has_focus:
                self._pane = pane
