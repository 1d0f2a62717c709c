"""A window reads what the recorder of its account was answered, instead of asking the service the same again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from breadtui.domain.answers import Answer, News, Recorder
from breadtui.domain.errors import BreadError, Unauthorized
from breadtui.domain.names import JobKey, RepoName
from breadtui.store.events.answer import ask_of, events_of
from breadtui.store.events.session import LinkDegraded, LinkRestored, WaitAsked
from breadtui.store.facts.asks import AskMetrics, AskRepos, Wish
from breadtui.store.facts.state import LockedOut
from breadtui.store.polling.paces import metric_keys
from breadtui.store.polling.poller import Poller
from breadtui.store.ports.answers import AnswerSource
from breadtui.store.ports.service import Clock
from breadtui.store.store import Store

LOOK_SECONDS = 1.0
IDLE_SECONDS = 5.0
"""How often a window looks whether somebody has begun to record."""

WISH_SECONDS = 60.0
"""A window says so often what it looks at."""

LATE_INTERVALS = 3.0
"""A recorder that is so many intervals late with metrics is not waited for."""


class Following:
    """Tells a window's poller what the recorder sees; once the recorder is gone, the poller asks as ever."""

    def __init__(self, store: Store, poller: Poller, source: AnswerSource, clock: Clock) -> None:
        self._store = store
        self._poller = poller
        self._source = source
        self._clock = clock
        self._recorder: Recorder | None = None
        self._news = News()
        self._opened: Mapping[RepoName, int] = {}
        self._metrics_at: dict[JobKey, datetime] = {}
        self._wished: tuple[frozenset[JobKey], datetime] | None = None
        self._trouble: BreadError | None = None
        poller.is_spared = self.spares

    @property
    def recorder(self) -> Recorder | None:
        """Who records for this window; None where it asks itself."""
        return self._recorder

    async def run(self) -> None:
        """Follow until cancelled."""
        while True:
            await self.look()
            await self._clock.sleep(IDLE_SECONDS if self._recorder is None else LOOK_SECONDS)

    async def look(self) -> None:
        """Read what is new, once."""
        now = self._clock.now()
        found = await self._source.recorder(now)
        self._recorder = found if _is_of_use(found) else None
        if self._recorder is None:
            self._leave(now)
            return
        self._say_wishes(now)
        await self._read_news()
        self._tell_trouble(self._recorder.bearing.trouble, now)
        self._tell_wait(self._recorder.bearing.quiet_until, now)

    def spares(self, wish: Wish) -> bool:
        """The recorder asks that, so this window need not."""
        recorder = self._recorder
        if recorder is None or recorder.bearing.repos is None:
            return False
        ask = wish.ask
        if isinstance(ask, AskRepos):
            return True
        if ask.repo not in recorder.bearing.repos:
            return False
        return not isinstance(ask, AskMetrics) or self._is_fed(ask.key, wish.interval_seconds)

    def _is_fed(self, key: JobKey, interval_seconds: float) -> bool:
        at = self._metrics_at.get(key)
        return at is not None and self._clock.now() - at < timedelta(seconds=LATE_INTERVALS * interval_seconds)

    def _say_wishes(self, now: datetime) -> None:
        wished = metric_keys(self._store.state)
        if self._wished is not None:
            told, at = self._wished
            if told == wished and now - at < timedelta(seconds=WISH_SECONDS):
                return
        self._wished = wished, now
        self._source.wish(wished, now)

    async def _read_news(self) -> None:
        """What is new; of a repository opened meanwhile all that the recorder knows."""
        opened = self._store.state.opened
        before, self._opened = self._opened, opened
        news = await self._source.news(self._news)
        if news.epoch == self._news.epoch:
            for repo in [repo for repo, generation in opened.items() if before.get(repo) != generation]:
                self._tell((await self._source.news(News(news.epoch), repo)).answers)
        self._news = News(news.epoch, news.number)
        self._tell(news.answers)

    def _tell(self, answers: tuple[Answer, ...]) -> None:
        looks = {ask: answer.at for answer in answers if (ask := ask_of(answer)) is not None}
        self._metrics_at |= {ask.key: at for ask, at in looks.items() if isinstance(ask, AskMetrics)}
        self._poller.learn(looks)
        for event in events_of(answers, self._store.state):
            self._store.dispatch(event)

    def _tell_trouble(self, trouble: BreadError | None, now: datetime) -> None:
        """The recorder's way to the service is the windows' way, too."""
        if trouble == self._trouble or isinstance(self._store.state.link, LockedOut):
            return
        self._trouble = trouble
        self._store.dispatch(LinkRestored(now) if trouble is None else LinkDegraded(trouble, now))

    def _tell_wait(self, until: datetime | None, now: datetime) -> None:
        """What the recorder was asked to wait holds for whatever this window would ask by itself."""
        until = until if until is not None and now < until else None
        if until is not None:
            self._poller.hear_wait(until)
        if until != self._store.state.recorder_quiet_until:
            self._store.dispatch(WaitAsked(until, is_recorders=True))

    def _leave(self, now: datetime) -> None:
        """Nobody records: ask again, and believe one's own link."""
        if self._news.epoch:
            self._news, self._opened = News(), {}
            self._metrics_at.clear()
            self._wished = None
            self._tell_trouble(None, now)
            self._tell_wait(None, now)
            self._poller.wake()


def _is_of_use(recorder: Recorder | None) -> bool:
    """A recorder whose key is refused helps nobody who has another."""
    return recorder is not None and recorder.is_alive and not isinstance(recorder.bearing.trouble, Unauthorized)
