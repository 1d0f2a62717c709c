"""Tests in the background of a shell are interrupted as those in front of it."""

from __future__ import annotations

import signal


def heard() -> None:
    """Hear an interrupt, and have every program that is started hear it.

    A shell without job control has its background ignore it, which programs hand on to those that they start.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
