"""Where a run's settings become a service to ask: the real one, or the demo in this process."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from breadtui.config.keys import with_key
from breadtui.config.problem import ConfigProblem
from breadtui.config.secret import Secret
from breadtui.config.settings import KeySource, Options, Settings, settings_from

if TYPE_CHECKING:
    from breadtui.api.client import HttpApi
    from breadtui.api.transport import Key
    from breadtui.domain.calls import ApiCall

DEMO_ACCOUNT = "demo"
"""Whose drafts and journal those of the demo are."""


def settings_of(found: Namespace, environ: Mapping[str, str]) -> Settings:
    """The settings of a run as it was typed, key included. Raises: ConfigProblem."""
    repo, bake = (found.place or (None, None)) if found.command is None else (None, None)
    options = Options(
        repo=getattr(found, "repo", None) or repo,
        bake=bake,
        profile=found.profile,
        base_url=found.base_url,
        is_demo=found.demo,
        is_read_only=getattr(found, "read_only", False),
        has_no_mouse=getattr(found, "no_mouse", False),
        has_no_poll=getattr(found, "no_poll", False),
        has_no_bgit=getattr(found, "no_bgit", False),
    )
    return with_key(settings_from(options, environ), environ)


def api_for(settings: Settings, on_call: Callable[[ApiCall], None] | None = None, *, key: Key | None = None) -> HttpApi:
    """The service of this run, asked with `key` or else with the key of the settings.

    Raises: ConfigProblem for an address or an environment that cannot work.
    """
    _import_httpx()
    from breadtui.api.client import HttpApi
    from breadtui.api.environment import check_environment
    from breadtui.api.origin import OriginProblem, origin_of

    try:
        origin = origin_of(settings.base_url)
        check_environment(origin, os.environ)
    except OriginProblem as problem:
        raise ConfigProblem(str(problem)) from problem
    return HttpApi(origin, key or settings.key or Secret(""), on_call=on_call)


def _import_httpx() -> None:
    """Import httpx without the command line it brings along where click is installed: a third of a start's time."""
    if "httpx" in sys.modules or "click" in sys.modules:
        return
    sys.modules["click"] = None  # type: ignore[assignment]  # Python's own way to say: not to be imported
    try:
        importlib.import_module("httpx")
    finally:
        del sys.modules["click"]


@contextlib.contextmanager
def demo_or_real(settings: Settings) -> Iterator[Settings]:
    """The same settings; for the demo with the address and key of one that serves as long as the block runs."""
    if not settings.is_demo:
        yield settings
        return
    from breadtui.demo.serve import DemoServer
    from breadtui.values import replace

    with DemoServer() as demo:
        yield replace(settings, base_url=demo.url, key=Secret(demo.key), key_source=KeySource.DEMO)
