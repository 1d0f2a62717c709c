"""What the doctor found, one row each with its evidence; enter goes there, m and M keep a rule quiet, r reads logs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Static

from breadtui.domain.doctor.alarms import Alarm
from breadtui.domain.names import JobKey
from breadtui.store.facts.remote import Failed
from breadtui.store.polling.unread_logs import unread_logs
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.keymap import Hint
from breadtui.ui.present.clean import clean
from breadtui.ui.present.doctor.lines import (
    NOTHING_FOUND,
    DoctorSlice,
    FoundKey,
    about_line,
    alarm_line,
    alarms_in,
    doctor_slice,
    heading_text,
    unjudged_text,
)
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.terminal.virtual_rows import VirtualRows
from breadtui.ui.themes import tone_styles

if TYPE_CHECKING:
    from breadtui.store.commands import Commands

READING = "read logs"
NOTHING_UNREAD = "the training log of every running bake was read lately"


FOOT = (
    Hint(("rows.choose",), "go there"),
    Hint(("doctor.mute",), "mute for this job"),
    Hint(("doctor.mute_rule",), "for all"),
    Hint(("doctor.read_logs",), "read logs"),
)
BACK = Hint(("doctor.close",), "back")


class AlarmRows(VirtualRows[FoundKey]):
    """The findings; a row keeps its place and the cursor its finding while figures move."""

    empty_text = NOTHING_FOUND

    def __init__(self) -> None:
        super().__init__(id="alarms")
        self._facts = DoctorSlice()
        self.alarms: Mapping[FoundKey, Alarm] = {}

    def show(self, facts: DoctorSlice) -> None:
        """Draw these findings."""
        self._facts, self.alarms = facts, alarms_in(facts)
        self.set_rows(list(self.alarms))
        self.redraw()

    def render_row(self, key: FoundKey, index: int, width: int, *, selected: bool, focused: bool) -> Strip:  # noqa: ARG002 - the list's
        """One finding."""
        line = alarm_line(self.alarms[key], self._facts, width)
        return row_strip(line, width, tone_styles(self.app.theme), selected=selected, focused=focused)


class DoctorScreen(ModalScreen[JobKey | None]):
    """Closes with the job to go to, or with None. Findings come and go while it is open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Close", id="doctor.close", tooltip="Back to where you were"),
        Binding("m", "mute(False)", "Mute", id="doctor.mute", tooltip="Tell this of this job no more, or again"),
        Binding(
            "M", "mute(True)", "Mute for all", id="doctor.mute_rule", tooltip="Tell this of no job any more, or again"
        ),
        Binding(
            "r",
            "read_logs",
            "Read logs",
            id="doctor.read_logs",
            tooltip="Read the training logs of running bakes that could not be judged, the first 16",
        ),
        Binding("question_mark,f1", "app.help", "help", id="doctor.help", show=False),
    ]
    DEFAULT_CSS = """
    DoctorScreen {
        align: center middle; background: $background;
        & #doctor { width: 96%; max-width: 140; height: 80%; padding: 0 1; background: $surface; }
        & #doctor { border: solid $accent; }
        & Static { height: 1; }
        & #doctor-said { height: auto; max-height: 4; }
        & #doctor-unjudged { height: auto; max-height: 3; color: $warning; }
        & #doctor-about { color: $text-muted; }
        & #alarms { height: 1fr; }
    }
    """

    def __init__(self, bridge: StoreBridge, commands: Commands | None) -> None:
        super().__init__()
        self._bridge = bridge
        self._commands = commands

    def compose(self) -> ComposeResult:
        """How many, the list, the whole evidence of the row under the cursor, and the keys."""
        with Vertical(id="doctor"):
            yield Static(id="doctor-heading")
            yield AlarmRows()
            yield Static(id="doctor-unjudged")
            yield Static(id="doctor-said")
            yield Static(id="doctor-about")
            yield Foot(FOOT, BACK)

    def on_mount(self) -> None:
        """Follow what is found."""
        self._bridge.bind(self._rows, doctor_slice, self._show)
        self._rows.focus()

    @property
    def _rows(self) -> AlarmRows:
        return self.query_one(AlarmRows)

    def _show(self, facts: DoctorSlice) -> None:
        self._rows.show(facts)
        heading = f"Doctor: {heading_text(self._rows.alarms.values())}"
        self.query_one("#doctor-heading", Static).update(Content.styled(heading, "bold"))
        unjudged = unjudged_text(facts)
        said = self.query_one("#doctor-unjudged", Static)
        said.update(Content(unjudged))
        said.display = bool(unjudged)
        self._tell()
        self.refresh_bindings()

    def _alarm(self) -> Alarm | None:
        key = self._rows.cursor_key
        return None if key is None else self._rows.alarms.get(key)

    def _tell(self) -> None:
        alarm = self._alarm()
        said = "" if alarm is None else f"{clean(alarm.key.repo)}/{clean(alarm.key.name)}: {clean(alarm.evidence)}"
        self.query_one("#doctor-said", Static).update(Content(said))
        self.query_one("#doctor-about", Static).update(Content("" if alarm is None else about_line(alarm.rule)))

    @on(VirtualRows.Moved)
    def _moved(self) -> None:
        self._tell()

    @on(VirtualRows.Chosen)
    def _chosen(self) -> None:
        if (alarm := self._alarm()) is not None:
            self.dismiss(alarm.key)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Greyed out where there is nothing to read."""
        return None if self.why_not(action) else super().check_action(action, parameters)

    def why_not(self, action: str) -> str:
        """Why something cannot be done now; empty where it can."""
        return NOTHING_UNREAD if action == "read_logs" and not self._unread() else ""

    def on_key(self, event: events.Key) -> None:
        """A key that is greyed out says why, instead of seeming dead."""
        if event.key == "r" and (reason := self.why_not("read_logs")):
            self.notify(reason, markup=False)
            event.stop()

    def _unread(self) -> tuple[JobKey, ...]:
        state = self._bridge.state
        return unread_logs(state.jobs, state.opened, state.metrics)

    def action_read_logs(self) -> None:
        """Read what could not be judged; those never tried come first. Not begun again while it goes on."""
        metrics = self._bridge.state.metrics
        is_reading = any(one.group == READING and one.is_running for one in self.app.workers)
        if self._commands is not None and not is_reading:
            bakes = sorted(self._unread(), key=lambda key: isinstance(metrics.get(key), Failed))
            self.app.run_worker(self._commands.read_logs(bakes), group=READING)

    def action_mute(self, is_for_all: bool) -> None:
        """Tell of it no more; what is muted already is told again."""
        alarm = self._alarm()
        if alarm is None or self._commands is None:
            return
        is_muted = alarm.rule in self._bridge.state.mutes.rules if is_for_all else alarm.is_muted
        key = None if is_for_all else alarm.key
        self.app.run_worker(self._commands.mute(alarm.rule, key, is_muted=not is_muted), group="mute")

    def action_close(self) -> None:
        """Back, nothing chosen."""
        self.dismiss(None)
