"""Tests in the background of a shell, or under nohup, are interrupted as those in front of it."""

from __future__ import annotations

import signal


def heard() -> None:
    """Hear an interrupt and a hang-up, and have every program that is started hear them.

    A shell without job control has its background ignore the one, nohup has all ignore the other, and programs hand
    that on to those that they start.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
