"""The journal of a command: what was done is in it at the end, or that it is not is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from breadtui.cli import keeping
from breadtui.config.settings import Options, settings_from
from breadtui.domain.happenings import Happening, What
from breadtui.journal.sightings import SqliteJournal
from tests.fakes.states import NOW
from tests.journal.slow_disk import SlowDisk

NOTE = Happening(What.NOTE, NOW, detail="done")


@pytest.mark.parametrize("is_slow", [True, False])
def test_a_disk_that_does_not_write_in_time_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_slow: bool
) -> None:
    monkeypatch.setattr(keeping, "WRITTEN_SECONDS", 0.05 if is_slow else 30.0)
    settings = settings_from(Options(is_demo=True), {"HOME": str(tmp_path), "BREADTUI_STATE_DIR": str(tmp_path)})
    told: list[str] = []
    slow: SlowDisk | None = None
    with keeping.journal_of(settings, told.append) as journal:
        assert isinstance(journal, SqliteJournal)
        if is_slow:
            slow = SlowDisk(journal._disk)
        journal.record_happenings([NOTE])
    assert told == ([keeping.NOT_WRITTEN] if is_slow else [])
    if slow is not None:
        slow.ends.set()
        assert journal._disk.flush(30)
