"""Decisions about a conflict are kept until it is settled."""

from __future__ import annotations

import pytest

from breadtui.domain.merging.put_aside import PutAside
from breadtui.store.events.draft import DraftBegun, DraftDropped
from breadtui.store.events.event import DraftChanged, Event, PromptSaved, SaveStarted
from breadtui.store.events.merging import ConflictPutAside
from breadtui.store.facts.state import AppState
from breadtui.store.reducers.whole import reduce
from tests.fakes.states import NOW, a_draft, a_prompt, a_prompt_key, a_state

KEY = a_prompt_key()
BASE, MINE, THEIRS = a_prompt("base"), a_prompt("mine"), a_prompt("theirs")
ASIDE = PutAside(MINE, {}, 2, 1)


def put_aside() -> AppState:
    begun = reduce(a_state(prompts=[BASE]), DraftChanged(a_draft(MINE, BASE)))
    return reduce(begun, ConflictPutAside(KEY, ASIDE))


@pytest.mark.parametrize("event", [DraftChanged(a_draft(a_prompt("mine too"), BASE)), SaveStarted(KEY)])
def test_writing_on_and_looking_again_keep_them(event: Event) -> None:
    assert reduce(put_aside(), event).put_aside == {KEY: ASIDE}


@pytest.mark.parametrize(
    "event",
    [
        DraftDropped(KEY),
        DraftBegun(a_draft(MINE, THEIRS)),
        PromptSaved(KEY, MINE, NOW),
        DraftChanged(a_draft(BASE, BASE)),
    ],
)
def test_a_settled_conflict_forgets_them(event: Event) -> None:
    assert reduce(put_aside(), event).put_aside == {}


def test_without_a_draft_there_is_nothing_to_keep() -> None:
    state = a_state(prompts=[BASE])
    assert reduce(state, ConflictPutAside(KEY, ASIDE)) is state
