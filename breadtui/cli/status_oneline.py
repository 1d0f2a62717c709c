"""`breadtui status --oneline`: quick where a recorder runs, since neither the service nor much of us is needed then."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from breadtui.cli.complaint import complain
from breadtui.config.settings import Settings

if TYPE_CHECKING:
    from breadtui.store.ports.service import BreadApi


def is_told_by_recorder(found: Namespace, settings: Settings) -> bool:
    """Write the line as the recorder of the account knows it; False where it has to be asked for."""
    if settings.is_demo or settings.key is None or found.place or found.filter:
        return False
    from breadtui.journal.account import account_of
    from breadtui.journal.recorder_peek import recorder_at

    folder, now = settings.folders.state, datetime.now(UTC)
    recorder = recorder_at(folder, account_of(folder, settings.base_url, settings.key), now)
    if recorder is None:
        return False
    from breadtui.commands.monitoring.status_line import put_recorded

    return put_recorded(sys.stdout, recorder, now, is_json=found.json)


async def ask_for_line(found: Namespace, api: BreadApi) -> int:
    """Write the line by asking the service. Raises: BreadError."""
    from breadtui.commands import exits
    from breadtui.commands.monitoring import status_asked

    if found.place or found.filter:
        return complain("--oneline is about all repositories: leave out the words after it.", exits.USAGE)
    await status_asked.put_asked(api, sys.stdout, datetime.now(UTC), is_json=found.json)
    return exits.OK
