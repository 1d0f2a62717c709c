"""Commands that few ask for: loaded when they are asked for, at the desk of all others."""

from __future__ import annotations

import pytest

from breadtui.store.commands import Commands
from breadtui.store.desk import Desk
from breadtui.store.store import Store
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import a_state
from tests.loading import loaded_by

TOPICS = ("bgit", "bulk", "chains", "new_bakes", "new_repos", "remaking", "sweeps")
AT_NEED = (
    "bulk.marked",
    "making.bgit_making",
    "making.creating_bake",
    "making.sweeping",
    "plans.chaining",
    "plans.recreating",
)


def test_none_of_them_is_loaded_with_the_commands() -> None:
    assert not {f"breadtui.store.{name}" for name in AT_NEED} & loaded_by("import breadtui.store.commands")


@pytest.mark.parametrize("name", TOPICS)
def test_what_is_put_on_one_desk_is_on_the_other(name: str) -> None:
    commands = Commands(Store(a_state()), FakeApi(), MemoryJournal(), MemoryDrafts(), ManualClock())
    topic = getattr(commands, name)
    assert isinstance(topic, Desk)
    commands.is_read_only = True
    assert topic.is_read_only
    assert getattr(commands, name) is topic
