"""Prompts are read again slowly, since no list tells which changed: others' changes are told though nobody looks."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import islice

from breadtui.domain.errors import BreadError, NotFound, Unauthorized
from breadtui.domain.names import PromptKey
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.sightings import PromptSighting
from breadtui.store.events.event import PromptFailed, PromptLoaded
from breadtui.store.events.session import KeyRefused
from breadtui.store.facts.asks import AskContents, Errand, Wish
from breadtui.store.facts.remote import NOT_ASKED, Failed, Loading, Ready, value_of
from breadtui.store.facts.state import AppState, Saving
from breadtui.store.polling.paces import PROMPTS_TURN_SECONDS, UNATTENDED, prompts_turn_seconds
from breadtui.store.polling.poller import Poller, Stopped
from breadtui.store.ports.service import BreadApi, Clock, Journal
from breadtui.store.store import Store
from breadtui.values import dataclass

AT_HAND_SECONDS, NEAR_SECONDS, FAR_SECONDS = 60.0, 300.0, 900.0
"""How old the chosen prompt and those with drafts may be, the others of the chosen repository, and all others."""

AT_HAND_SHARE, NEAR_SHARE, FAR_SHARE = 3.0, 2.0, 1.0
"""How many turns each of them gets beside the others, so that none waits for ever."""

CHARACTERS_A_LOOK = 16_000
MOST_STRETCH = 30.0
"""A longer text is read the more rarely, since each answer is whole."""

LOOKS_A_TURN = 20
"""So many prompts are taken a turn from what other windows saw; that asks nothing of the service."""

JITTER = 0.1


@dataclass(frozen=True, slots=True)
class _Group:
    """Prompts that are equally pressing."""

    keys: tuple[PromptKey, ...]
    oldest_seconds: float
    share: float


def prompts_due(
    state: AppState,
    looked_at: Mapping[PromptKey, datetime],
    now: datetime,
    turn_seconds: float = PROMPTS_TURN_SECONDS,
) -> Mapping[PromptKey, float]:
    """The prompts of open repositories that are worth reading again, the most pressing first, with their intervals.

    One is read every `turn_seconds`. `looked_at` is when this process looked at each by itself, whatever came of it.
    Left out is what is being read or saved, and what is gone.
    """
    groups = [group for group in _groups(state) if group.keys]
    shares = sum(group.share for group in groups)
    due: dict[PromptKey, float] = {}
    for group in groups:
        turns_seconds = len(group.keys) * turn_seconds * shares / group.share
        pace_seconds = max(group.oldest_seconds, turns_seconds)
        aged = [(_age_seconds(state, looked_at, key, now), key) for key in group.keys]
        ripe = sorted((one for one in aged if one[0] >= pace_seconds), reverse=True)
        paces = ((age, key, pace_seconds * _stretch(state, key)) for age, key in ripe)
        due.update((key, pace) for age, key, pace in paces if age >= pace)
    return due


def known_at(state: AppState, key: PromptKey) -> datetime | None:
    """When the prompt was last read, or failed to be read."""
    remote = state.prompts.get(key, NOT_ASKED)
    return remote.at if isinstance(remote, Ready | Failed) else None


class Rereading:
    """Reads the prompts of open repositories again, one a turn, where nothing keeps requests back.

    Where nothing runs, it keeps to its share of the few requests that may be made then. What another process of the
    account wrote into the journal meanwhile is taken instead; where a recorder looks after a repository, nothing is
    asked. `is_alone` where nobody looks: texts go into the journal alone.
    """

    def __init__(
        self,
        store: Store,
        api: BreadApi,
        journal: Journal,
        clock: Clock,
        poller: Poller,
        *,
        chance: Callable[[], float] = random.random,
        is_alone: bool = False,
    ) -> None:
        self._store = store
        self._api = api
        self._journal = journal
        self._clock = clock
        self._poller = poller
        self._chance = chance
        self._is_alone = is_alone
        self._looked_at: dict[PromptKey, datetime] = {}
        self._asked_at: datetime | None = None

    async def run(self) -> None:
        """Read until cancelled."""
        while True:
            await self._clock.sleep(PROMPTS_TURN_SECONDS * self._patience * (1 + JITTER * (2 * self._chance() - 1)))
            await self.turn()

    @property
    def _patience(self) -> float:
        """How many times longer is waited because nobody looks."""
        return 1.0 if self._is_alone or self._poller.is_attended else UNATTENDED

    async def turn(self) -> None:
        """Take what others saw, and ask for one prompt at most."""
        if not self._poller.may_ask:
            return
        state, now = self._store.state, self._clock.now()
        self._looked_at = {key: at for key, at in self._looked_at.items() if key.repo in state.opened}
        for key in islice(prompts_due(state, self._looked_at, now), LOOKS_A_TURN):
            await self._take_from_others(key)
        turn_seconds = prompts_turn_seconds(state, self._poller.intervals) * self._patience
        if self._is_turn_over(turn_seconds, now):
            await self._ask_for_one(turn_seconds)

    async def _ask_for_one(self, turn_seconds: float) -> None:
        """Read the most pressing prompt that no other process has seen lately."""
        state, now = self._store.state, self._clock.now()
        due = prompts_due(state, self._looked_at, now, turn_seconds)
        ours = ((key, pace_seconds) for key, pace_seconds in due.items() if not self._is_spared(key))
        for key, pace_seconds in islice(ours, LOOKS_A_TURN):
            await self._take_from_others(key)
            if _age_seconds(self._store.state, self._looked_at, key, self._clock.now()) >= pace_seconds:
                self._asked_at = self._clock.now()
                await self._read(key)
                return

    def _is_turn_over(self, turn_seconds: float, now: datetime) -> bool:
        """So long ago was a prompt read, to the nearest time at which that is looked at."""
        if self._asked_at is None:
            return True
        slack_seconds = PROMPTS_TURN_SECONDS * self._patience / 2
        return (now - self._asked_at).total_seconds() >= turn_seconds - slack_seconds

    async def _take_from_others(self, key: PromptKey) -> None:
        """Show what another process saw since it was read here."""
        seen = await self._journal.last_prompt_look(key)
        at = max((at for at in (known_at(self._store.state, key), self._looked_at.get(key)) if at), default=None)
        if seen is None or (at is not None and seen.seen_at <= at):
            return
        self._looked_at[key] = seen.seen_at
        self._show(key, seen.prompt, seen.seen_at)

    def _is_spared(self, key: PromptKey) -> bool:
        spared = self._poller.is_spared
        return spared is not None and spared(Wish(AskContents(key.repo), FAR_SECONDS, Errand.OVERVIEW))

    async def _read(self, key: PromptKey) -> None:
        begun_at = self._clock.now()
        self._looked_at[key] = begun_at
        try:
            prompt = await self._poller.read_beside(lambda: self._api.prompt(key))
        except Stopped:
            return
        except Unauthorized as error:
            self._poller.tell(KeyRefused(error, self._clock.now()))
        except NotFound as error:
            if self._is_untouched(key, begun_at) and not self._is_alone:
                self._store.dispatch(PromptFailed(key, error, self._clock.now()))
        except BreadError:
            return  # the poller's own looks tell of the link; this one is repeated in its turn
        else:
            if self._is_untouched(key, begun_at):
                now = self._clock.now()
                self._journal.record_prompt(PromptSighting(key, now, prompt))
                self._show(key, prompt, now)

    def _show(self, key: PromptKey, prompt: Prompt, at: datetime) -> None:
        if not self._is_alone:
            self._store.dispatch(PromptLoaded(key, prompt, at))

    def _is_untouched(self, key: PromptKey, since: datetime) -> bool:
        """Nobody here read or wrote it while the answer was on its way: an answer from before a save would undo it."""
        state = self._store.state
        at = known_at(state, key)
        return not _is_busy(state, key) and (at is None or at <= since)


def _groups(state: AppState) -> Iterator[_Group]:
    """Each prompt once."""
    keys = [key for key in _listed(state) if not _is_busy(state, key)]
    at_hand = {key for key in keys if key == state.chosen or key in state.drafts}
    chosen_repo = state.chosen if state.chosen is None or isinstance(state.chosen, str) else state.chosen.repo
    near = {key for key in keys if key.repo == chosen_repo} - at_hand
    yield _Group(tuple(key for key in keys if key in at_hand), AT_HAND_SECONDS, AT_HAND_SHARE)
    yield _Group(tuple(key for key in keys if key in near), NEAR_SECONDS, NEAR_SHARE)
    yield _Group(tuple(key for key in keys if key not in at_hand and key not in near), FAR_SECONDS, FAR_SHARE)


def _listed(state: AppState) -> Iterator[PromptKey]:
    for repo in state.opened:
        contents = value_of(state.contents.get(repo, NOT_ASKED))
        yield from (PromptKey(repo, name) for name in (contents.prompts if contents is not None else ()))


def _is_busy(state: AppState, key: PromptKey) -> bool:
    return isinstance(state.prompts.get(key, NOT_ASKED), Loading) or isinstance(state.saves.get(key), Saving)


def _age_seconds(state: AppState, looked_at: Mapping[PromptKey, datetime], key: PromptKey, now: datetime) -> float:
    """Since the last look; without end for what was never looked at."""
    times = [at for at in (known_at(state, key), looked_at.get(key)) if at is not None]
    return (now - max(times)).total_seconds() if times else float("inf")


def _stretch(state: AppState, key: PromptKey) -> float:
    prompt = value_of(state.prompts.get(key, NOT_ASKED))
    length = 0 if prompt is None else sum(len(message.text) for message in prompt.messages)
    return min(max(length / CHARACTERS_A_LOOK, 1.0), MOST_STRETCH)
