"""The cockpit joined from its rooms: store, journal, service and screen."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from breadtui.cli.joining import DEMO_ACCOUNT, api_for
from breadtui.config.folders import StatePlace, state_place
from breadtui.config.keys import store_key
from breadtui.config.problem import ConfigProblem
from breadtui.config.secret import KeyProblem, Secret, parse_key
from breadtui.config.settings import KeySource, Settings
from breadtui.domain.calls import ApiCall
from breadtui.domain.errors import BreadError, Unauthorized
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, RepoName
from breadtui.store.clock import SystemClock
from breadtui.store.facts.state import Severity
from breadtui.store.store import Store
from breadtui.store.views.long_lived import LongLived
from breadtui.ui.door import CannotEnter, Rooms, SignInRefused
from breadtui.values import replace

if TYPE_CHECKING:
    from breadtui.api.client import HttpApi
    from breadtui.demo.serve import DemoServer
    from breadtui.journal.disk import DiskThread
    from breadtui.journal.drafts import DraftFiles
    from breadtui.store.chats.keeping import ChatKeeper
    from breadtui.store.commands import Commands
    from breadtui.store.facts.asks import Intervals

LOOPBACK_OVERVIEW_SECONDS = 5.0
LOOPBACK_LIST_SECONDS = 1.0
LOOPBACK_REST_PER_MINUTE = 600.0
"""A service on this machine costs nothing to ask, so what others start there shows soon."""
LATER_ROOMS = (
    "breadtui.journal.sightings",
    "breadtui.journal.drafts",
    "breadtui.store.reducers.whole",
    "breadtui.store.commands",
    "breadtui.store.polling.poller",
)
"""What the first frame does not need and the second does."""


class KeyInUse:
    """The key of a running connection, which can be replaced by another."""

    def __init__(self, key: Secret) -> None:
        self.key = key

    def reveal(self) -> str:
        """The key itself, for the one header that carries it."""
        return self.key.reveal()

    def __repr__(self) -> str:
        return f"KeyInUse({self.key!r})"


class CockpitDoor:
    """Ways in for one run; whatever was opened is closed by `close`."""

    def __init__(self, settings: Settings, environ: Mapping[str, str], store: Store) -> None:
        self._settings = settings
        self._environ = environ
        self._store = store
        self._clock = SystemClock()
        self._disk: DiskThread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._place: StatePlace | None = None
        self._drafts: DraftFiles | None = None
        self._demo: DemoServer | None = None
        self._api: HttpApi | None = None
        self._key: KeyInUse | None = None
        self._account = ""
        self._commands: Commands | None = None

    @property
    def has_key(self) -> bool:
        """A key was found, or the demo was asked for."""
        return self._settings.is_demo or self._settings.key is not None

    @property
    def is_read_only(self) -> bool:
        """Nothing is to be changed in this run."""
        return self._settings.is_read_only

    @property
    def key_places(self) -> str:
        """Where a pasted key would be kept."""
        if self._settings.key_store == "keyring":
            return "A good key is kept in your desktop's keyring."
        return f"A good key is kept in {self._near_home(self._settings.folders.config)}, readable by you alone."

    def _near_home(self, folder: Path) -> str:
        home = self._environ.get("HOME")
        return f"~/{folder.relative_to(home)}" if home and folder.is_relative_to(home) else str(folder)

    @property
    def secrets(self) -> Sequence[str]:
        """What must never be shown."""
        keys = (self._key, self._settings.key)
        return tuple(key.reveal() for key in keys if key is not None)

    async def enter(self) -> Rooms:
        """Connect with the key that was found, or to the demo that was asked for."""
        self._loop = asyncio.get_running_loop()
        if self._settings.is_demo:
            return await self.enter_demo()
        key = self._settings.key
        if key is None:
            raise SignInRefused("there is no key")
        return await self._connect(self._settings, key)

    async def enter_with_key(self, text: str) -> Rooms:
        """Check a pasted key by a call, keep it, connect."""
        self._loop = asyncio.get_running_loop()
        key = await self._checked(text)
        self._keep(key)
        settings = replace(self._settings, key=key, key_source=KeySource.TYPED)
        return await self._connect(settings, key)

    async def replace_key(self, text: str) -> None:
        """Check a new key, keep it, use it from now on."""
        key = await self._checked(text)
        self._keep(key)
        if self._key is not None:
            self._key.key = key
            await self._follow(key)
        if self._commands is not None:
            self._commands.change_key()

    async def enter_demo(self) -> Rooms:
        """Start the demo service in this process and connect to it."""
        self._loop = asyncio.get_running_loop()
        self._demo = await asyncio.to_thread(_start_demo)
        settings = replace(self._settings, base_url=self._demo.url, is_demo=True)
        return await self._connect(settings, Secret(self._demo.key))

    def save_drafts(self) -> bool:
        """Bring every unsaved text to disk now; False where that failed."""
        if self._commands is not None and not self._commands.flush_chats():
            return False
        return self._drafts is None or not self._store.state.drafts or self._drafts.flush()

    async def close(self) -> None:
        """End the connection, the demo and the disk thread."""
        if self._commands is not None and self._commands.download_rooms is not None:
            await self._commands.download_rooms.aclose()
        if self._api is not None:
            await self._api.aclose()
        if self._demo is not None:
            await asyncio.to_thread(self._demo.stop)
        if self._disk is not None:
            await asyncio.to_thread(self._disk.stop)

    async def _connect(self, settings: Settings, key: Secret) -> Rooms:
        self._key = KeyInUse(key)
        self._api = await asyncio.to_thread(_make_api, settings, self._key, self._record_call)
        place = self._place = await asyncio.to_thread(state_place, settings.folders, self._environ)
        account = await asyncio.to_thread(_account, settings, place.folder or settings.folders.state, key)
        self._account = account
        await asyncio.to_thread(_load_rooms)
        from breadtui.cli.bgit_place import find_bgit_repo, read_bgit
        from breadtui.cli.download_place import download_rooms_of
        from breadtui.cli.labels_place import labels_place
        from breadtui.cli.notices import NoticePlace, notices_of
        from breadtui.cli.own_keys import own_keys_remarks
        from breadtui.cli.shared_answers import following_of
        from breadtui.journal.disk import DiskThread
        from breadtui.journal.drafts import DraftFiles
        from breadtui.journal.pages import PageFiles
        from breadtui.journal.raw_texts import RawTexts
        from breadtui.journal.sightings import SqliteJournal
        from breadtui.store.commands import Commands
        from breadtui.store.polling.poller import Poller
        from breadtui.store.polling.rereading import Rereading
        from breadtui.store.watching.notifying import Notifier

        self._disk = DiskThread(self._tell_problem)
        # Each demo is a world of its own: what was seen of one would be told of the next.
        journal_folder = None if settings.is_demo else place.folder
        journal = SqliteJournal(journal_folder, account, self._disk, self._tell_problem)
        journal.most_bytes = settings.journal_megabytes * 1_000_000
        usual = settings.folders.state
        self._drafts = DraftFiles(
            place.folder,
            account,
            self._disk,
            self._tell_problem,
            on_unkept=self._tell_unkept,
            read_only_folder=None if place.folder == usual else usual,
        )
        commands = Commands(self._store, self._api, journal, self._drafts, self._clock, read_only=settings.is_read_only)
        self._commands = commands
        commands.expect_tree = self._api.expect_tree
        commands.raw_texts = RawTexts(place.folder, account, self._disk, self._tell_problem)
        commands.chat_keeper = partial(_chat_files, place.folder, account, self._disk, self._tell_problem)
        commands.pages = PageFiles(journal_folder, account, self._disk, self._tell_problem)
        commands.download_rooms = download_rooms_of(settings, journal_folder, account, self._disk)
        if not settings.is_demo:
            commands.label_place = labels_place(settings.folders.config, account, self._disk, self._tell_problem)
        if settings.has_bgit:
            commands.read_bgit, commands.find_bgit_repo = read_bgit, find_bgit_repo
        for remark in (*settings.remarks, *([place.remark] if place.remark else []), *own_keys_remarks(settings.keys)):
            self._notice(remark)
        intervals = commands.intervals = intervals_of(settings)
        poller = Poller(self._store, self._api, journal, self._clock, intervals)
        poller.is_off = not settings.has_poll
        told_to = NoticePlace(self._environ, lambda: self.secrets, self._notice)
        notices = notices_of(Notifier(self._store, self._api, journal, self._clock, settings.notify), settings, told_to)
        following = following_of(journal_folder, account, self._disk, self._store, poller, self._clock)
        place_of = (host_of(settings), settings.is_demo, intervals, base_url_of(settings))
        rereading = Rereading(self._store, self._api, journal, self._clock, poller)
        return Rooms(commands, poller, *place_of, notices, following, rereading)

    async def _checked(self, text: str) -> Secret:
        key = parse_key(text)
        if isinstance(key, KeyProblem):
            raise SignInRefused(key.sentence)
        api = await asyncio.to_thread(_make_api, self._settings, key, None)
        try:
            await api.repo_page(limit=1)
        except Unauthorized as error:
            raise SignInRefused("The service is there but does not know this key.") from error
        except BreadError as error:
            raise SignInRefused(f"The key could not be checked: {error.message}") from error
        finally:
            await api.aclose()
        return key

    async def _follow(self, key: Secret) -> None:
        """Let the new key open the drafts and the journal of the one it replaces."""
        if self._place is None:
            return
        from breadtui.journal.account import follow_account

        try:
            await asyncio.to_thread(follow_account, self._place.folder, self._account, self._settings.base_url, key)
        except OSError as problem:
            self._notice(f"The next run will not find the drafts of this one: {problem.strerror}.")

    def _keep(self, key: Secret) -> None:
        kept = store_key(self._settings, key, self._environ)
        if isinstance(kept, KeyProblem):
            self._notice(kept.sentence)
        elif kept.remark:
            self._notice(kept.remark)

    def _record_call(self, call: ApiCall) -> None:
        from breadtui.store.events.session import CallRecorded

        self._store.dispatch(CallRecorded(call))

    def _notice(self, sentence: str) -> None:
        from breadtui.store.events.session import Noticed

        self._store.dispatch(Noticed(Severity.WARNING, sentence, self._clock.now()))

    def _tell_unkept(self, key: PromptKey, reason: str) -> None:
        """From any thread: the editor says that its draft is in memory only, or no longer."""
        from breadtui.store.events.draft import DraftUnkept

        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._store.dispatch, DraftUnkept(key, reason))

    def _tell_problem(self, sentence: str) -> None:
        """From any thread: the person is told on the loop."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._notice, sentence)


def open_cockpit(settings: Settings, first_line: str, take_terminal: Callable[[], None]) -> int:
    """Open the screen, type `first_line` for the person, and stay until it is left; the exit status.

    `take_terminal` is called before anything is drawn: from then on the terminal is the cockpit's.
    """
    from breadtui.ui.app import BreadApp
    from breadtui.ui.terminal.tty import draws_ascii

    store = Store()
    store.subscribe(LongLived().look)
    door = CockpitDoor(settings, os.environ, store)
    app = BreadApp(
        store,
        door,
        wanted=wanted_of(settings),
        crash_folder=settings.folders.state / "crashes",
        state_folder=settings.folders.state,
        is_ascii=draws_ascii(os.environ),
    )
    app.first_line, app.take_terminal = first_line, take_terminal
    if settings.theme is not None:
        app.begin_in(settings.theme)
    app.markers = settings.markers or ""
    if settings.keys:
        from breadtui.ui.own_keys import usable_keys

        app.set_keymap(usable_keys(settings.keys))
    app.run(mouse=settings.has_mouse)
    return app.return_code or 0


def wanted_of(settings: Settings) -> RepoName | JobKey | None:
    """What was asked for on the command line."""
    if settings.repo is None:
        return None
    repo = RepoName(settings.repo)
    return repo if settings.bake is None else JobKey(repo, Phase.BAKE, BakeName(settings.bake))


def intervals_of(settings: Settings) -> Intervals:
    """The default intervals, quicker overviews on loopback, and what the person changed."""
    from breadtui.store.facts.asks import Intervals

    intervals = Intervals()
    if _is_loopback(settings.base_url):
        intervals = replace(
            intervals,
            bake_seconds=LOOPBACK_OVERVIEW_SECONDS,
            metrics_seconds=LOOPBACK_OVERVIEW_SECONDS,
            overview_seconds=LOOPBACK_OVERVIEW_SECONDS,
            overview_active_seconds=LOOPBACK_OVERVIEW_SECONDS,
            list_retry_seconds=LOOPBACK_LIST_SECONDS,
            rest_per_minute=LOOPBACK_REST_PER_MINUTE,
        )
    return replace(intervals, **{f"{name}": seconds for name, seconds in settings.poll_seconds.items()})


def host_of(settings: Settings) -> str:
    """The host as the header shows it."""
    return settings.base_url.partition("://")[2].rpartition("@")[2].partition("/")[0]


def base_url_of(settings: Settings) -> str:
    """The service's address without a name, a password or a query in it."""
    scheme, _, rest = settings.base_url.partition("://")
    return f"{scheme}://{rest.partition('?')[0].partition('#')[0].rpartition('@')[2].rstrip('/')}"


def _is_loopback(base_url: str) -> bool:
    return base_url.startswith(("http://127.0.0.1", "http://localhost", "http://[::1]"))


def _make_api(settings: Settings, key: KeyInUse | Secret, on_call: Callable[[ApiCall], None] | None) -> HttpApi:
    try:
        return api_for(settings, on_call, key=key)
    except ConfigProblem as problem:
        raise CannotEnter(problem.sentence) from problem


def _account(settings: Settings, folder: Path | None, key: Secret) -> str:
    from breadtui.journal.account import account_of

    return DEMO_ACCOUNT if settings.is_demo else account_of(folder, settings.base_url, key)


def _load_rooms() -> None:
    """Load what the first frame does not need, in a thread that leaves the keys alive."""
    for name in LATER_ROOMS:
        import_module(name)


def _chat_files(folder: Path | None, account: str, disk: DiskThread, tell: Callable[[str], None]) -> ChatKeeper:
    from breadtui.journal.chats.files import ChatFiles

    return ChatFiles(folder, account, disk, tell)


def _start_demo() -> DemoServer:
    from breadtui.demo.serve import DemoServer

    try:
        return DemoServer().start()
    except OSError as problem:
        raise CannotEnter(f"The demo could not be started: {problem.strerror}.") from problem
