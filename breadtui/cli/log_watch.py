"""`breadtui metrics REPO/BAKE --watch`: the live plot alone, and from there the cockpit where that is wanted."""

from __future__ import annotations

import asyncio
import gc
import os
from argparse import Namespace
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from breadtui.cli.complaint import NO_KEY, complain
from breadtui.cli.joining import api_for, demo_or_real, settings_of
from breadtui.cli.words.metrics import misfit_of_watch
from breadtui.commands import exits
from breadtui.config.problem import ConfigProblem
from breadtui.config.settings import Settings
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName
from breadtui.ui.terminal.tty import draws_ascii, terminal_problem

if TYPE_CHECKING:
    from breadtui.store.reading.log_watch import LogWatch
    from breadtui.store.store import Store
    from breadtui.ui.present.plot.view import PlotView

STDIN, STDOUT = 0, 1


def open_log_watch(found: Namespace) -> int:
    """Draw until the person leaves, then do what they went on to; the exit code."""
    if sentence := misfit_of_watch(found) or terminal_problem(os.environ, STDIN, STDOUT):
        return complain(sentence, exits.USAGE)
    # What is loaded stays: walks through it would find nothing to free. The app ends this rest once it is connected.
    gc.disable()
    try:
        settings = settings_of(found, os.environ)
        if settings.key is None and not settings.is_demo:
            return complain(NO_KEY, exits.NOT_AUTHORISED)
        with demo_or_real(settings) as joined:
            code, wants_cockpit = _watched(found, joined)
    except ConfigProblem as problem:
        return complain(problem.sentence, exits.USAGE)
    return _cockpit(found) if wants_cockpit else code


def _watched(found: Namespace, settings: Settings) -> tuple[int, bool]:
    """The exit code, and whether the cockpit is to follow."""
    from breadtui.cli.cockpit import host_of
    from breadtui.ui.watch import WatchApp, Watched

    keys = _keys_of(found)
    watched = Watched(
        keys,
        _first_view(found),
        partial(connected_logs, settings, keys),
        host=host_of(settings),
        is_demo=settings.is_demo,
        secrets=() if settings.key is None else (settings.key.reveal(),),
    )
    app = WatchApp(
        watched,
        refused=exits.REFUSED,
        not_authorised=exits.NOT_AUTHORISED,
        state_folder=settings.folders.state,
        is_ascii=draws_ascii(os.environ),
    )
    if settings.theme is not None:
        app.begin_in(settings.theme)
    app.choose_markers(found.markers or settings.markers or "")
    if settings.keys:
        from breadtui.ui.own_keys import usable_keys

        app.set_keymap(usable_keys(settings.keys))
    app.run(mouse=settings.has_mouse)
    return app.return_code or exits.OK, app.wants_cockpit


def _first_view(found: Namespace) -> PlotView:
    """How the plot is looked at first, by the options that plots have."""
    from breadtui.domain.metric.axes import Axis
    from breadtui.ui.present.plot.view import PlotView

    usual = PlotView()
    return PlotView(
        found.metric or usual.metric,
        Axis(found.along) if found.along else usual.axis,
        alpha=usual.alpha if found.ema is None else found.ema,
        is_log=True if found.log else False if found.linear else None,
    )


def _keys_of(found: Namespace) -> tuple[JobKey, ...]:
    """Each bake once, in the order in which they were typed."""
    places = dict.fromkeys((found.place, *found.beside))
    return tuple(JobKey(RepoName(repo), Phase.BAKE, BakeName(bake)) for repo, bake in places)


async def connected_logs(settings: Settings, keys: Sequence[JobKey], store: Store) -> LogWatch:
    """Who reads the logs. Raises: CannotEnter where the address cannot work."""
    from breadtui.cli.cockpit import intervals_of
    from breadtui.store.clock import SystemClock
    from breadtui.store.reading.log_watch import LogWatch
    from breadtui.ui.door import CannotEnter

    try:
        api = await asyncio.to_thread(api_for, settings)
    except ConfigProblem as problem:
        raise CannotEnter(problem.sentence) from problem
    return LogWatch(store, api, SystemClock(), intervals_of(settings), keys)


def _cockpit(found: Namespace) -> int:
    from breadtui.cli.screen import open_screen

    words = {"profile": found.profile, "base_url": found.base_url, "demo": found.demo}
    return open_screen(Namespace(command=None, place=found.place, **words))
