"""Something made from a file: read, checked, sent once, and told as the service resolved it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Generic, NamedTuple, TypeVar

from breadtui.commands import exits
from breadtui.commands.making.creation_outcome import (
    Made,
    may_be_sent,
    origins_json,
    outcome_word,
    taken_json,
    tell_made,
    tell_not_created,
    tell_taken,
)
from breadtui.commands.outcome.settings_source import Streams, UnusableFile
from breadtui.commands.outcome.writing import put_json
from breadtui.config.settings import Settings
from breadtui.domain.errors import BreadError
from breadtui.domain.forms.creation import Taken
from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey, TargetKey
from breadtui.store.ports.service import BreadApi
from breadtui.values import dataclass

KeyT = TypeVar("KeyT", TargetKey, JobKey)
DraftT = TypeVar("DraftT")
MadeT = TypeVar("MadeT", bound=Made)


@dataclass(frozen=True, slots=True)
class Arguments(Generic[KeyT]):
    """What is made, from which file (`-` is standard input); `is_forced` sends what the check would refuse."""

    key: KeyT
    source: str
    is_json: bool = False
    is_forced: bool = False


class Checked(NamedTuple):
    """A draft held against the service: keys it does not take, what there is to say, whether it is certainly wrong."""

    strangers: Iterable[str]
    sentences: tuple[str, ...]
    is_wrong: bool


class Creating(ABC, Generic[KeyT, DraftT, MadeT]):
    """The way from a file to what the service has; what is particular to a target or a bake is said by each."""

    created = "is created"
    untold = ""
    """Wherein it may differ from what is there where no difference is seen."""

    def __init__(self, api: BreadApi, args: Arguments[KeyT], streams: Streams) -> None:
        self.api = api
        self.args: Arguments[KeyT] = args
        self.streams = streams

    @abstractmethod
    def draft(self) -> DraftT:
        """What the file says. Raises: UnusableFile."""

    @abstractmethod
    async def checked(self, draft: DraftT) -> Checked:
        """Hold it against the service. Raises: BreadError."""

    @abstractmethod
    async def made(self, draft: DraftT) -> MadeT | Taken[DraftT] | None:
        """Send it; None where nothing was sent. Raises: BreadError."""

    @abstractmethod
    def summary(self, made: MadeT) -> str:
        """What it comes to, for a person."""

    @abstractmethod
    def head_json(self) -> dict[str, Json]:
        """What was to be made, for programs."""

    @abstractmethod
    def made_json(self, made: MadeT) -> dict[str, Json]:
        """What it came to, for programs."""

    async def run(self, settings: Settings) -> int:
        """Check the file, make it, write what the service made of it; the exit code. Raises: BreadError."""
        if settings.is_read_only:
            self.streams.tell("read-only: nothing was created.")
            return exits.REFUSED
        try:
            draft = self.draft()
        except UnusableFile as problem:
            self.streams.tell(f"{problem}.")
            return exits.USAGE
        if not await self._may_be_sent(draft):
            return exits.USAGE
        outcome = await self.made(draft)
        if self.args.is_json:
            put_json(self.streams.out, self._json(outcome))
        return self._told(outcome)

    async def _may_be_sent(self, draft: DraftT) -> bool:
        """Tell what is wrong and doubtful; what is certain to be refused is sent only if that is wanted."""
        found = await self.checked(draft)
        for sentence in found.sentences:
            self.streams.tell(f"{sentence}.")
        name, is_forced = str(self.args.key.name), self.args.is_forced
        return may_be_sent(name, found.strangers, self.streams, is_wrong=found.is_wrong, is_forced=is_forced)

    def refusal(self, complaints: Mapping[str, str], error: BreadError) -> BreadError:
        """The error to raise, once what the service says of each setting is told."""
        for place, words in complaints.items():
            self.streams.tell(f"{place}: {words}.")
        return error

    def _told(self, outcome: MadeT | Taken[DraftT] | None) -> int:
        place, streams = f"{self.args.key.repo}/{self.args.key.name}", self.streams
        match outcome:
            case None:
                return tell_not_created(place, streams)
            case Taken():
                return tell_taken(place, outcome, self.untold, streams)
            case _:
                words = self.summary(outcome)
                return tell_made(place, outcome, self.created, words, streams, is_json=self.args.is_json)

    def _json(self, outcome: MadeT | Taken[DraftT] | None) -> Json:
        head = self.head_json()
        match outcome:
            case None:
                return {**head, "outcome": "refused"}
            case Taken():
                return {**head, **taken_json(outcome)}
            case _:
                origins = origins_json(outcome)
                return {**head, "outcome": outcome_word(outcome), **self.made_json(outcome), "origins": origins}
