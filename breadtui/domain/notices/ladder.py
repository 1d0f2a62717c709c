"""The rungs by which a notification reaches a person, each with whether it works here, and if not, why not."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.domain.notices.announcements import Announcement
from breadtui.domain.notices.sequences import BELL, notification, through_tmux
from breadtui.domain.notices.terminals import Known, Multiplexer, TmuxSays, Way, multiplexer_of, terminal_of
from breadtui.domain.notices.wishes import NoticeWishes
from breadtui.values import dataclass

HOOK = "command"
"""The way by a person's own program."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One way: its name, whether it is taken here, and the reason in words."""

    name: str
    is_taken: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """What is known of the surroundings, and of what is wanted."""

    wishes: NoticeWishes
    terminal: Known
    multiplexer: Multiplexer
    tmux: TmuxSays
    has_terminal: bool = True
    is_dumb: bool = False

    @property
    def way(self) -> Way:
        """The way that is wanted, else the one the terminal is known for."""
        return self.terminal.way if self.wishes.way is None else self.wishes.way

    @property
    def reaches_terminal(self) -> bool:
        """A sequence gets to the terminal itself."""
        if not self.has_terminal or self.is_dumb:
            return False
        return self.multiplexer is Multiplexer.NONE or (self.multiplexer is Multiplexer.TMUX and self.tmux.lets_through)

    def sequence(self, announcement: Announcement) -> str:
        """All that is sent to the terminal for one announcement; may be empty."""
        bell = BELL if self.wishes.has_bell and self.has_terminal else ""
        if not self.reaches_terminal:
            return bell
        shown = notification(self.way, announcement.title, announcement.text, announcement.number)
        return bell + (through_tmux(shown) if self.multiplexer is Multiplexer.TMUX else shown)

    def rungs(self) -> tuple[Rung, ...]:
        """Every way with its reason, in the order in which they are tried; all that work are taken."""
        return (self._bell(), *map(self._of_way, (Way.OSC9, Way.OSC777, Way.OSC99)), self._hook())

    def _bell(self) -> Rung:
        if not self.has_terminal:
            return Rung("bell", False, "there is no terminal")
        if not self.wishes.has_bell:
            return Rung("bell", False, "turned off by notify.bell")
        through = f"{self.multiplexer} hands it on" if self.multiplexer else "every terminal takes it"
        return Rung("bell", True, through)

    def _of_way(self, way: Way) -> Rung:
        if not self.has_terminal or self.is_dumb:
            return Rung(way, False, "there is no terminal" if not self.has_terminal else "TERM is dumb")
        if way is not self.way:
            return Rung(way, False, self._why_not_chosen())
        if self.reaches_terminal:
            asked = "set by notify.terminal" if self.wishes.way else f"{self.terminal.name} takes it"
            return Rung(way, True, f"{asked}, through tmux" if self.multiplexer else asked)
        if self.multiplexer is Multiplexer.TMUX:
            return Rung(way, False, "tmux keeps it back: set -g allow-passthrough on")
        return Rung(way, False, f"{self.multiplexer} keeps it back")

    def _why_not_chosen(self) -> str:
        if self.wishes.way is not None:
            return f"notify.terminal is {self.wishes.way}"
        if self.way is Way.NONE:
            return f"{self.terminal.name} is not known to take it; notify.terminal forces it"
        return f"{self.terminal.name} is sent {self.way} instead"

    def _hook(self) -> Rung:
        if not self.wishes.command:
            return Rung(HOOK, False, "none is set: notify.command")
        return Rung(HOOK, True, self.wishes.command[0])


def ladder_of(
    wishes: NoticeWishes, environ: Mapping[str, str], tmux: TmuxSays | None = None, *, has_terminal: bool = True
) -> Ladder:
    """The ladder for these surroundings."""
    return Ladder(
        wishes,
        terminal_of(environ, tmux),
        multiplexer_of(environ),
        tmux or TmuxSays(),
        has_terminal,
        environ.get("TERM") == "dumb",
    )
