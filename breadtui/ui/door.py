"""How the cockpit gets to a service: what the joining of the rooms offers, and what it hands over."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from breadtui.values import dataclass

if TYPE_CHECKING:
    from breadtui.store.commands import Commands
    from breadtui.store.facts.asks import Intervals
    from breadtui.store.polling.following import Following
    from breadtui.store.polling.poller import Poller
    from breadtui.store.polling.rereading import Rereading


class SignInRefused(Exception):
    """A key that cannot be taken; the message is a sentence for the person, without the key."""


class CannotEnter(Exception):
    """Nothing this run can do about it: the message is a sentence, and the program ends with status 2."""


class Notices(Protocol):
    """Tells of what is watched, away from the screen."""

    def __call__(self, send: Callable[[str], None]) -> Coroutine[Any, Any, None]:
        """What is to be run until cancelled; `send` is the way to the terminal."""
        ...

    async def tried(self) -> str:
        """Send a test by every way that works; which ways those are, in words."""
        ...


@dataclass(frozen=True, slots=True)
class Rooms:
    """A service one is connected to; `host` is what the header shows, `base_url` what snippets call, without a key.

    `run_notices` tells what is watched until cancelled; it is given the way to the terminal, for its bell and more.
    `following` reads what a recorder of the account was answered, None where nothing can be shared;
    `rereading` looks slowly after what others change in prompts.
    """

    commands: Commands
    poller: Poller
    host: str
    is_demo: bool
    intervals: Intervals
    base_url: str = ""
    run_notices: Notices | None = None
    following: Following | None = None
    rereading: Rereading | None = None


class Door(Protocol):
    """Ways in. Each may take a moment: heavy libraries are loaded here, after the first frame."""

    @property
    def has_key(self) -> bool:
        """A key was found, or the demo was asked for: no question is needed."""
        ...

    @property
    def is_read_only(self) -> bool:
        """Nothing is to be changed in this run."""
        ...

    @property
    def secrets(self) -> Sequence[str]:
        """What must never be shown or written down."""
        ...

    @property
    def key_places(self) -> str:
        """Where a pasted key would be kept, as a sentence."""
        ...

    async def enter(self) -> Rooms:
        """Connect with the key that was found, or to the demo that was asked for.

        Raises: CannotEnter where the address or the surroundings make it impossible.
        """
        ...

    async def enter_with_key(self, text: str) -> Rooms:
        """Check a pasted key by a call, keep it, connect.

        Raises: SignInRefused with the reason; a wrong key and an unreachable service are told apart.
        """
        ...

    async def replace_key(self, text: str) -> None:
        """Check a new key for the service one is connected to, keep it, use it from now on.

        Raises: SignInRefused with the reason.
        """
        ...

    async def enter_demo(self) -> Rooms:
        """Start the demo service in this process and connect to it."""
        ...

    def save_drafts(self) -> bool:
        """Bring every unsaved text to disk now; False where that failed."""
        ...

    async def close(self) -> None:
        """End the connection and what was started for it."""
        ...
