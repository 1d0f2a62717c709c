"""The view paused while recording goes on; how often the service is asked, or not at all."""

from __future__ import annotations

from breadtui.store.facts.asks import AskContents, AskTree
from breadtui.store.facts.state import AppState, Choice
from breadtui.store.views.pausing import PausedView
from breadtui.ui.panes.status_line import HeaderLine
from breadtui.ui.present.ages import age_text
from breadtui.ui.screens.base.reading import Reading
from breadtui.values import replace

POLL_IS_OFF = "nothing is asked unless by hand: r, R, or :poll on"


class Pausing(Reading):
    """A paused view shows the moment it was paused in; moving, opening and writing go on."""

    _paused: PausedView | None = None

    def action_pause(self) -> None:
        """Freeze the panes, or show at once all that came meanwhile."""
        if self._paused is None:
            self._paused = PausedView(self.bridge.state)
            self.bridge.look_through(self._paused.of)
        else:
            self._paused = None
            self.bridge.look_through(None)
        self.query_one(HeaderLine).show_news(self.news_of(self.bridge.state))

    def news_of(self, state: AppState) -> int | None:
        """How much is new since the view was paused; None where it is not."""
        return None if self._paused is None else self._paused.news_count(state)

    def refresh_facts(self, what: Choice | None) -> None:
        """Ask the service again; with polling off this is the only way that running jobs are looked at."""
        super().refresh_facts(what)
        if what is None and self.rooms is not None and self.rooms.poller.is_off:
            poller, now = self.rooms.poller, self.rooms.commands.now()
            poller.learn({ask: now for repo in self.bridge.state.opened for ask in (AskTree(repo), AskContents(repo))})
            self.run_worker(poller.poll_once(), group="by-hand", exclusive=True)

    # -- how often ------------------------------------------------------------------------------------------------

    def do_poll(self, rest: str) -> None:
        """Do `poll on` or `poll off`; without a word the other of the two."""
        if self.rooms is None:
            return
        if rest not in {"", "on", "off"}:
            self.say("poll on, or poll off", is_problem=True)
            return
        poller = self.rooms.poller
        poller.is_off = not poller.is_off if not rest else rest == "off"
        self.show_polling()
        self.say(POLL_IS_OFF if poller.is_off else "polling goes on")
        poller.wake()

    def do_interval(self, rest: str) -> None:
        """Do `interval KIND SECONDS`; without words tell what holds."""
        from breadtui.ui.screens.words.monitor import INTERVALS, NotUnderstoodHere, parse_interval  # noqa: PLC0415  when it is asked for

        if self.rooms is None:
            return
        poller = self.rooms.poller
        if not rest:
            found = ((word, getattr(poller.intervals, name)) for word, name in INTERVALS.items())
            self.say(", ".join(f"{word} {age_text(seconds)}" for word, seconds in found))
            return
        try:
            name, seconds = parse_interval(rest)
        except NotUnderstoodHere as problem:
            self.say(str(problem), is_problem=True)
            return
        poller.intervals = self.rooms.commands.intervals = replace(poller.intervals, **{name: seconds})
        self.show_polling()
        self.say(f"for this session; poll.{name} = {seconds:g} in config.toml keeps it")

    def show_polling(self) -> None:
        """Say at the top how often the service is asked."""
        if self.rooms is not None:
            poller = self.rooms.poller
            self.query_one(HeaderLine).show_polling(poller.intervals, is_off=poller.is_off)
