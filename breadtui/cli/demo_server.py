"""The made-up service in the foreground, until a signal ends it."""

from __future__ import annotations

import signal
from argparse import Namespace
from types import FrameType
from typing import NoReturn

from breadtui.cli.complaint import complain
from breadtui.commands import exits
from breadtui.demo.serve import DemoOptions, DemoServer


def serve_demo(found: Namespace) -> int:
    """Print one line with address and key, then serve until SIGINT or SIGTERM."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    try:
        DemoServer(options_of(found)).serve_forever(_announce)
    except KeyboardInterrupt:
        return exits.OK
    except OSError as error:
        return complain(f"the demo server cannot use port {found.port} ({error.strerror}).", exits.USAGE)
    return exits.OK


def options_of(found: Namespace) -> DemoOptions:
    """The demo's options as they were typed."""
    return DemoOptions(
        port=found.port,
        key=found.key,
        seed=found.seed,
        speed=1.0 if found.speed is None else found.speed,
        job_seconds=found.job_seconds,
        instant=found.instant,
        empty=found.empty,
        bakes=found.bakes,
        metrics=found.metrics,
    )


def _announce(line: str) -> None:
    print(f"breadtui demo server at {line}", flush=True)


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
