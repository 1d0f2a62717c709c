"""The everyday screen: four panes, arranged by the room there is."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.getters import query_one
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import Worker

from breadtui.domain.names import JobKey, PromptKey, RepoName, TargetKey
from breadtui.store.facts.state import AppState, Choice
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.door import Rooms
from breadtui.ui.keymap import EXPLORER, HINTS, QUIT, Hint, bindings
from breadtui.ui.panes import bake_details, metric_plot, status_line, transcript
from breadtui.ui.panes.bake_details import BakeDetails
from breadtui.ui.panes.job_table.pane import JobTable
from breadtui.ui.panes.metric_plot import MetricPlot
from breadtui.ui.panes.pane_rule import PaneRule
from breadtui.ui.panes.prompt_text.pane import PromptText
from breadtui.ui.panes.repo_tree.pane import RepoTree, select_tree
from breadtui.ui.panes.stage_chart import StageChart
from breadtui.ui.panes.status_line import EventLine, HeaderLine, JobsGlance, KeyLine
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.jobs.rows import JobsSlice, select_jobs
from breadtui.ui.present.labels_lines import prompt_heading
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.present.prompt import parts as prompt_slice
from breadtui.ui.present.prompt import twins as prompt_twins
from breadtui.ui.present.tree.facts import TreeFacts
from breadtui.ui.screens.base.layout import HEADINGS, TOO_SMALL, Layout, Pane, Room, layout_for
from breadtui.ui.screens.base.styled_once import StyledOnce
from breadtui.ui.screens.base.writing import READ_ONLY
from breadtui.ui.screens.explorer.events_beside import BesideFrame, EventsBeside
from breadtui.ui.screens.explorer.missing import missing_for
from breadtui.ui.screens.explorer.stage_beside import StageBeside
from breadtui.ui.screens.line.available import foot_of
from breadtui.ui.screens.line.command_line import CommandBar, CommandLine

FRAMES = {
    Pane.TREE: "tree",
    Pane.DETAIL: "detail",
    Pane.JOBS: "jobs",
    Pane.METRICS: "metrics",
    Pane.TRANSCRIPT: "transcript",
}
ROUND = (Pane.TREE, Pane.DETAIL, Pane.METRICS, Pane.JOBS)
LISTS_BELOW = (Pane.JOBS, Pane.TRANSCRIPT)
WRITES = frozenset({"bake_from", "new_prompt", "edit", "edit_outside", "undo"})
ABOUT_PROMPTS = frozenset({"edit", "edit_outside", "history"})


class Frame(Vertical):
    """A pane below its rule."""

    def __init__(self, name: str, heading: str, glyphs: Glyphs, *panes: Widget) -> None:
        super().__init__(PaneRule(heading, line=glyphs.rule, id=f"{name}-rule"), *panes, id=f"{name}-frame")


class ExplorerScreen(StyledOnce, StageBeside, EventsBeside, Screen[None]):
    """Arranges tree, detail or editor, jobs and metrics; which are shown depends on size, focus and maximising."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(EXPLORER))
    AUTO_FOCUS = "RepoTree"

    keys = query_one(KeyLine)

    def __init__(
        self,
        bridge: StoreBridge,
        *,
        is_read_only: bool = False,
        glyphs: Glyphs = UNICODE,
        markers: Markers = Markers.BRAILLE,
    ) -> None:
        super().__init__(bridge)
        self._is_read_only = is_read_only
        self.glyphs = glyphs
        self._markers = Markers.ASCII if glyphs.is_ascii else markers
        self._pane = Pane.TREE
        self._back_to = Pane.TREE
        self._is_maximised = False
        self._wider = 0
        self._is_editing = False
        self._layout: Layout | None = None

    def compose(self) -> ComposeResult:
        """All panes, always; the layout shows and hides their frames."""
        # Before there is anything below the screen whose styles would be worked out again.
        self.update_classes(self._classes_for(self._layout_in(self.app.size)) | {"-ascii": self.glyphs.is_ascii})
        editor = PromptText(id="editor", is_read_only=self._is_read_only)
        editor.display = False  # as what is not chosen yet; it is made of its parts for the first prompt
        yield HeaderLine(id="header", glyphs=self.glyphs)
        with Horizontal(id="body"):
            yield Frame("tree", HEADINGS[Pane.TREE], self.glyphs, RepoTree(id="tree", glyphs=self.glyphs))
            with Horizontal(id="middle"):
                details = BakeDetails(id="details", glyphs=self.glyphs)
                yield Frame("detail", HEADINGS[Pane.DETAIL], self.glyphs, details, editor)
                plot = MetricPlot(id="plot", has_title=False, markers=self._markers)
                stage = StageChart(markers=self._markers, id="stage")
                yield Frame("metrics", HEADINGS[Pane.METRICS], self.glyphs, plot, stage)
        with Horizontal(id="bottom"):
            yield Frame("jobs", HEADINGS[Pane.JOBS], self.glyphs, JobTable(id="jobs", glyphs=self.glyphs))
            yield BesideFrame(self.glyphs)
        yield Static(Content(TOO_SMALL), id="too-small")
        yield JobsGlance(id="glance")
        yield EventLine(id="events", glyphs=self.glyphs)
        yield KeyLine(id="keys", glyphs=self.glyphs)
        yield CommandBar(self)

    def on_mount(self) -> None:
        """Bind every pane to its slice."""
        bind = self.bridge.bind
        bind(self.repos, select_tree, self._show_tree)
        bind(self.details, bake_details.select_graph, self.details.show_graph)
        bind(self.details, bake_details.select, self.details.show)
        bind(self.editor, prompt_slice.select, self._show_prompt)
        bind(self.editor, prompt_twins.select, self.editor.show_twins)
        bind(self.jobs, select_jobs, self._show_jobs)
        glance = self.query_one(JobsGlance)
        bind(glance, select_jobs, glance.show)
        bind(self.plot, metric_plot.select, self.plot.show)
        self.begin_stage()
        self.begin_charts()
        bind(self.beside, transcript.select, self.transcript.show)
        header = self.query_one(HeaderLine)
        bind(header, status_line.select_header, header.show)
        bind(header, self.news_of, header.show_news, is_live=True)
        line = self.query_one(EventLine)
        bind(line, status_line.select_event, line.show)
        self.bridge.follow(self, _chosen, self._show_chosen)
        self.bridge.follow(self, _saves, self._show_saves)
        self.lay_out()

    def enter(self, rooms: Rooms, wanted: RepoName | JobKey | None) -> None:
        """There is a service now: ask for what is there, and for what was asked on the command line."""
        self.rooms = rooms
        self.query_one(HeaderLine).show_place(
            rooms.host, is_demo=rooms.is_demo, is_read_only=self._is_read_only, intervals=rooms.intervals
        )
        self.begin(wanted)
        self.restore_plans()
        _: Worker[None] = self.app.run_worker(rooms.commands.follow_downloads, group="follow downloads", exclusive=True)
        self.restore_monitor()
        self.show_polling()
        self.begin_watching()
        self.begin_beside()
        self.begin_labels()

    # -- where things are -----------------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Another size, another arrangement; cursor and scroll stay with their rows."""
        self.lay_out(event.size.width, event.size.height)

    def lay_out(self, width: int | None = None, height: int | None = None) -> None:
        """Show and size the frames for the room there is; nothing is touched where nothing changes."""
        layout = self._layout_in(Size(width or self.size.width, height or self.size.height))
        if layout == self._layout:
            return
        self._layout = layout
        for pane, name in FRAMES.items():
            self.query_one(f"#{name}-frame").display = pane in layout.shown and layout.room is not Room.TINY
        self._size_frames(layout)
        self.bridge.catch_up()
        self.read_beside()
        self.show_foot()

    def _layout_in(self, size: Size) -> Layout:
        modes = {"is_maximised": self._is_maximised, "is_editing": self._is_editing}
        return layout_for(size.width, size.height, self._pane, wider=self._wider, **modes)

    def _classes_for(self, layout: Layout) -> dict[str, bool]:
        return {"-alone": len(layout.shown) == 1} | {room.value: room is layout.room for room in Room}

    def _size_frames(self, layout: Layout) -> None:
        top = layout.shown & {Pane.TREE, Pane.DETAIL, Pane.METRICS}
        bottom = layout.shown & {Pane.JOBS, Pane.TRANSCRIPT}
        alone = len(layout.shown) == 1
        is_single = layout.room is Room.SINGLE and Pane.JOBS not in layout.shown
        self.query_one(JobsGlance).display = is_single and not self._is_maximised
        self.query_one("#too-small").display = layout.room is Room.TINY
        self.query_one("#body").display = bool(top) and layout.room is not Room.TINY
        self.query_one("#middle").display = bool(top - {Pane.TREE})
        below = self.query_one("#bottom")
        below.display = bool(bottom) and layout.room is not Room.TINY
        below.styles.height = "1fr" if alone or not layout.jobs_height else layout.jobs_height
        self.query_one("#tree-frame").styles.width = "1fr" if alone else layout.tree_width
        self.query_one("#middle").styles.layout = "horizontal" if layout.room is Room.WIDE else "vertical"
        self.query_one("#detail-frame").styles.height = layout.detail_height or "1fr"
        # In one go: each change of a class alone works out the styles of the whole screen again.
        self.update_classes(self._classes_for(layout))

    def show_pane(self, pane: Pane) -> None:
        """Bring a pane to the front and give it the focus."""
        if pane is not self._pane:
            self._back_to = self._pane if pane is Pane.DETAIL and self._pane in LISTS_BELOW else Pane.TREE
        self._pane = pane
        self.lay_out()
        self._widget_of(pane).focus()

    def _widget_of(self, pane: Pane) -> Widget:
        match pane:
            case Pane.TREE:
                return self.repos
            case Pane.DETAIL:
                return self.editor if self._is_editing else self.details
            case Pane.JOBS:
                return self.jobs
            case Pane.METRICS:
                return self.stage if self.query_one(StageChart).display else self.plot
            case Pane.TRANSCRIPT:
                return self.beside.list

    @on(events.DescendantFocus)
    def _focus_moved(self, event: events.DescendantFocus) -> None:
        for pane, name in FRAMES.items():
            frame = self.query_one(f"#{name}-frame")
            has_focus = frame in event.widget.ancestors
            frame.query_one(PaneRule).show_active(has_focus)
            if has_focus:
                self._pane = pane
        self.show_foot()

    def show_foot(self) -> None:
        """Name the keys that are valid now."""
        self.keys.show(foot_of(self, HINTS, Hint((QUIT,), "back" if self._hides_others else "quit")))

    @property
    def _hides_others(self) -> bool:
        """One pane fills the terminal, and it is not where a small one begins."""
        return self._is_maximised or (self._pane is not Pane.TREE and self.has_class("-alone"))

    def _show_jobs(self, jobs: JobsSlice) -> None:
        self.jobs.show(jobs)
        self.retitle_jobs()

    def _show_prompt(self, facts: prompt_slice.PromptSlice) -> None:
        self.editor.show(facts)
        if self.editor.children:  # where the text came only now, letters are its own from now on
            self.show_foot()

    def _show_tree(self, facts: TreeFacts) -> None:
        self.repos.show(facts)
        self._retitle_tree()

    def retitle(self) -> None:
        """Say counts and filters in the rules above the lists; of what is hidden as they were."""
        self.retitle_jobs()
        self._retitle_tree()

    def _retitle_tree(self) -> None:
        self.query_one("#tree-rule", PaneRule).show_heading(self.query_one(RepoTree).heading())
        self._title_detail(self.query_one(BakeDetails))

    def _title_detail(self, details: BakeDetails) -> None:
        """Name the prompt that is edited, with its labels; else the tabs of the details."""
        chosen, labels = self.bridge.state.chosen, self.bridge.state.labels
        heading = prompt_heading(chosen, labels) if isinstance(chosen, PromptKey) else details.title_line()
        self.query_one("#detail-rule", PaneRule).show_heading(heading)

    def _show_chosen(self, chosen: Choice | None) -> None:
        # The focus may be on its way: what it was sent to is hidden below before it arrives.
        was_here = self._pane is Pane.DETAIL and not isinstance(self.focused, CommandLine)
        self._is_editing = isinstance(chosen, PromptKey)
        self.details.display = not self._is_editing
        self.editor.display = self._is_editing
        self.bridge.catch_up()
        if was_here:
            self._widget_of(Pane.DETAIL).focus()
        self._title_detail(self.query_one(BakeDetails) if self._is_editing else self.details)
        self.lay_out()

    @on(MetricPlot.Retitled)
    def _plot_retitled(self) -> None:
        self.retitle_metrics()

    @on(BakeDetails.Retitled)
    def _details_retitled(self, event: BakeDetails.Retitled) -> None:
        if not self._is_editing:
            self.query_one("#detail-rule", PaneRule).show_heading(event.title)
        # Another tab may have keys of its own.
        self.show_foot()

    def _show_saves(self, slice_: tuple[object, bool]) -> None:
        if slice_[1]:
            self.leave_to_list(self.bridge.state)
        self.answer_saves(self.bridge.state)

    def follow_name(self, key: PromptKey) -> None:
        """Look at what was saved under another name; the focus stays where it is."""
        self.choose(key)
        self.repos.reveal(key)

    def filtered_pane(self) -> Pane:
        """The pane that had the focus before the line was opened."""
        return self._pane

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Greyed out, not gone, where an action cannot be done."""
        if self.why_not(action):
            return None
        return super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        """A key that is greyed out says why, instead of seeming dead; the pane in focus may have a use for it."""
        for key in EXPLORER:
            if event.key not in key.keys.split(",") or not (reason := self.why_not(key.action)):
                continue
            active = self.active_bindings.get(event.key)
            if active is None or active.node is self or not active.enabled:
                self.say(f"{key.label}: {reason}")
                event.stop()

    def why_not(self, action: str) -> str:
        """Why an action of this screen cannot be done now; empty where it can."""
        name = action.partition("(")[0]
        if (own := {"start_job": self.why_not_launch, "watch": self.why_not_watch}.get(name)) is not None:
            return own()
        if missing := missing_for(name, self.bridge.state.chosen):
            return missing
        if name == "edit" and isinstance(self.bridge.state.chosen, TargetKey):
            return ""
        if name in WRITES and self.commands is not None and self.commands.is_read_only:
            return READ_ONLY
        if name in ABOUT_PROMPTS and not isinstance(self.bridge.state.chosen, PromptKey):
            return "choose a prompt"
        return ""

    # -- keys -----------------------------------------------------------------------------------------------------

    def action_pane(self, number: int) -> None:
        """Go to a pane by its digit."""
        self.show_pane(Pane(number))

    def action_next_pane(self, step: int) -> None:
        """Go round the panes."""
        place = ROUND.index(self._pane) if self._pane in ROUND else 0
        self.show_pane(ROUND[(place + step) % len(ROUND)])

    def action_maximise(self) -> None:
        """The whole screen for this pane, and back."""
        self._is_maximised = not self._is_maximised
        self.lay_out()

    def action_resize(self, cells: int) -> None:
        """A wider or narrower tree."""
        self._wider += cells
        self.lay_out()

    def action_back(self) -> None:
        """One step back: all rows again, out of a maximised pane, to the list one came from, then to the tree."""
        if self.clear_filter():
            return
        if self._is_maximised:
            self.action_maximise()
        elif self._pane is not Pane.TREE:
            self.show_pane(self._back_to)

    def step_out(self) -> bool:
        """As esc, out of a pane that hides the others; False where none does."""
        is_out = self._hides_others
        if is_out:
            self.action_back()
        return is_out

    def action_edit(self) -> None:
        """Into the text of the chosen prompt; of a target, teacher and student side by side."""
        if isinstance(self.bridge.state.chosen, TargetKey):
            self.show_sides(self.bridge.state.chosen)
        else:
            self.show_pane(Pane.DETAIL)

    def action_transcript(self) -> None:
        """The calls made to the service, and back."""
        if self._pane is Pane.TRANSCRIPT and not self.beside.shows_events:
            self.show_pane(Pane.TREE)
        else:
            self.show_calls("")


def _chosen(state: AppState) -> Choice | None:
    return state.chosen


def _saves(state: AppState) -> tuple[object, bool]:
    return state.saves, state.bulk is not None and state.bulk.is_running
