"""Serving the demo on loopback, beside the caller in a thread or in the foreground."""

import asyncio
import contextlib
import logging
import socket
import threading
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import uvicorn

from breadtui.demo.app import make_app
from breadtui.demo.faults import Faults
from breadtui.demo.library import Library
from breadtui.demo.world import Pace, World

HOST = "127.0.0.1"
ANY_KEY = "sk-demo"
KEEP_ALIVE_SECONDS = 120
TICK_SECONDS = 1.0
WORD_SECONDS = 0.03
START_SECONDS = 10.0
BACKLOG = 256
LOOP_TURNS_TO_CLOSE = 3


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """How to run the demo.

    `port` 0 takes a free one; `key` None lets any key pass; `speed` is demo seconds per real second;
    `job_seconds` is how long each new job lasts; with `instant` a job is complete in the answer that starts
    it; `empty` starts without repositories; `bakes` adds a repository with so many bakes and `metrics` makes
    training logs so long.
    """

    port: int = 0
    key: str | None = None
    seed: int = 7
    speed: float = 1.0
    job_seconds: float | None = None
    instant: bool = False
    empty: bool = False
    bakes: int | None = None
    metrics: int | None = None


class DemoServer:
    """The demo on a loopback port; `with DemoServer() as demo:` serves while the block runs.

    `clock` gives seconds and moves the jobs; tests hand in one that stands still until told to move.
    """

    def __init__(self, options: DemoOptions | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.options = options or DemoOptions()
        self.faults = Faults()
        self.world = make_world(self.options, clock)
        self.key = self.options.key or ANY_KEY
        self._socket: socket.socket | None = None
        self._server: _LoopbackServer | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The address to give to a client; only once started.

        Raises:
            RuntimeError: when the server is not running.
        """
        if self._socket is None:
            raise RuntimeError("the demo server is not running")
        return f"http://{HOST}:{self._socket.getsockname()[1]}"

    def start(self) -> Self:
        """Serve in a thread of its own and return once requests are answered.

        Raises:
            OSError: when the port is taken.
        """
        self._socket = _listen(self.options.port)
        app = make_app(self.world, key=self.options.key, faults=self.faults)
        self._server = server = _LoopbackServer(app)
        listening = self._socket
        self._thread = threading.Thread(
            target=lambda: server.serve_until_stopped(listening), name="breadtui-demo", daemon=True
        )
        self._thread.start()
        if not server.is_ready.wait(START_SECONDS):
            raise RuntimeError("the demo server did not start")
        return self

    def stop(self) -> None:
        """Close every connection and the port; harmless when already stopped."""
        if self._server is not None and self._thread is not None:
            self._server.stop()
            self._thread.join()
        if self._socket is not None:
            self._socket.close()
        self._socket, self._server, self._thread = None, None, None

    def serve_forever(self, announce: Callable[[str], None]) -> None:
        """Serve until interrupted; `announce` is told one line with the address and the key when ready."""
        self.start()
        try:
            announce(f"{self.url} key {self.key}")
            if self._server is not None:
                # Not `join`: one that is interrupted takes its thread for ended, and the port would close too early.
                self._server.is_over.wait()
        except KeyboardInterrupt:
            pass
        finally:
            self.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()


def make_world(
    options: DemoOptions, clock: Callable[[], float] = time.monotonic, *, epoch_seconds: float | None = None
) -> World:
    """Make the service's state as the options ask; `epoch_seconds` is the Unix time at clock 0."""
    word_seconds = 0.0 if options.instant else WORD_SECONDS / max(1.0, options.speed)
    pace = Pace(options.speed, options.job_seconds, options.instant, word_seconds)
    epoch = time.time() - clock() if epoch_seconds is None else epoch_seconds
    world = World(clock, pace, seed=options.seed, epoch_seconds=epoch)
    if not options.empty:
        world.add_repos(Library.seeded(options.seed, bakes=options.bakes, metrics=options.metrics).repos)
    return world


def _listen(port: int) -> socket.socket:
    # asyncio switches Nagle's algorithm off only for sockets that name TCP as their protocol; with it on,
    # every answer waits 40 ms for an acknowledgement.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen(BACKLOG)
    except OSError:
        listening.close()
        raise
    return listening


class _LoopbackServer(uvicorn.Server):
    """uvicorn without its signals, its log and its ten wake-ups a second."""

    def __init__(self, app: object) -> None:
        config = uvicorn.Config(
            app,  # type: ignore[arg-type]  # the ASGI types of starlette and uvicorn differ in name only
            log_config=None,
            log_level=logging.CRITICAL + 1,
            access_log=False,
            lifespan="off",
            http="h11",
            ws="none",
            server_header=False,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
        )
        super().__init__(config)
        self.is_ready = threading.Event()
        self.is_over = threading.Event()
        self._wake: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def serve_until_stopped(self, listening: socket.socket) -> None:
        """Serve on a loop of its own; `is_over` is set at its end."""
        try:
            asyncio.run(self.serve([listening]))
        finally:
            self.is_over.set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening, then tell the thread that waits."""
        self._wake, self._loop = asyncio.Event(), asyncio.get_running_loop()
        await super().startup(sockets)
        self.is_ready.set()

    async def main_loop(self) -> None:
        """Keep the Date header fresh until told to stop."""
        while not await self.on_tick(0):
            if self._wake is not None:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), TICK_SECONDS)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close what rests and hang up on whoever still waits, without uvicorn's pause for stragglers."""
        for server in self.servers:
            server.close()
        for listening in sockets or []:
            listening.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
            if not connection.transport.is_closing():
                connection.transport.abort()
        for _ in range(LOOP_TURNS_TO_CLOSE):
            await asyncio.sleep(0)

    def stop(self) -> None:
        """Ask the server to end, from any thread."""
        self.should_exit = True
        if self._loop is not None and self._wake is not None:
            self._loop.call_soon_threadsafe(self._wake.set)

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave signals to the program that the demo runs in."""
        yield
