"""A window's place at the answers that the recorder of its account shares."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from breadtui.journal.disk import DiskThread
    from breadtui.store.polling.following import Following
    from breadtui.store.polling.poller import Poller
    from breadtui.store.ports.service import Clock
    from breadtui.store.store import Store


def following_of(
    folder: Path | None, account: str, disk: DiskThread, store: Store, poller: Poller, clock: Clock
) -> Following | None:
    """What keeps a window up with a recorder; None where nothing can be shared."""
    if folder is None:
        return None
    from breadtui.journal.answered.shared import AnswerFile
    from breadtui.store.polling.following import Following

    return Following(store, poller, AnswerFile(folder, account, disk), clock)
