"""Whether a word that resembles a command names a repository, before the cockpit is drawn for it."""

from __future__ import annotations

import asyncio

from breadtui.cli.joining import api_for, demo_or_real
from breadtui.config.settings import Settings
from breadtui.domain.errors import BreadError, NotFound
from breadtui.domain.names import RepoName

PATIENCE_SECONDS = 4.0
"""A person who sees nothing waits no longer; the cockpit opens and says itself what is wrong."""


def is_no_repo(settings: Settings) -> bool:
    """The service says that the repository which was asked for is none; False where it cannot be asked."""
    if settings.repo is None or (settings.key is None and not settings.is_demo):
        return False
    try:
        with demo_or_real(settings) as joined:
            return asyncio.run(_is_unknown(joined, RepoName(settings.repo)))
    except OSError:
        return False  # the demo cannot be served: the cockpit says so


async def _is_unknown(settings: Settings, repo: RepoName) -> bool:
    api = api_for(settings)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await api.repo(repo)
    except NotFound:
        return True
    except (BreadError, TimeoutError):
        return False  # the cockpit says what is wrong, and goes on trying
    finally:
        await api.aclose()
    return False
