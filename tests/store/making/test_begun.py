"""Several windows write forms at once: what one begins or gives up, the others neither lose nor bring back."""

from __future__ import annotations

import json
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.baking.draft import BakeDraft
from breadtui.domain.json_values import Json
from breadtui.domain.names import RepoName
from breadtui.domain.target.draft import TargetDraft
from breadtui.store.commands import Commands
from breadtui.store.forgetting.journal import NoJournal
from breadtui.store.making.begun import begun_changed
from breadtui.store.ports.service import Journal
from breadtui.store.store import Store
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import REPO, a_state, a_target_key

OTHER_REPO = RepoName("elsewhere")
ONE, TWO = BakeDraft("one", given={"epochs": 1}), BakeDraft("two", given={"epochs": 2})
WISE, KIND = TargetDraft("wise"), TargetDraft("kind")
KEPT = st.dictionaries(st.sampled_from("abc"), st.dictionaries(st.sampled_from("xy"), st.integers()))


class Windows:
    """Two windows of one account, begun one after the other."""

    def __init__(self) -> None:
        self.journal = MemoryJournal()
        self.stores = [Store(a_state()), Store(a_state())]
        self.one, self.other = (window(store, self.journal) for store in self.stores)

    async def kept_bake(self, repo: RepoName) -> BakeDraft | None:
        """What a third window finds, which begins now."""
        return await window(Store(a_state()), self.journal).new_bakes.kept_bake_draft(repo)

    async def kept_target(self, repo: RepoName) -> TargetDraft | None:
        return await window(Store(a_state()), self.journal).kept_target_draft(repo)


def window(store: Store, journal: Journal) -> Commands:
    return Commands(store, FakeApi(), journal, MemoryDrafts(), ManualClock())


class SlowJournal(MemoryJournal):
    """A journal whose facts are read so slowly that something happens before they are told."""

    def __init__(self) -> None:
        super().__init__()
        self.meanwhile: list[Callable[[], object]] = []

    async def fact(self, name: str) -> Json:
        found = await super().fact(name)
        if self.meanwhile:
            self.meanwhile.pop(0)()
        return found


async def test_what_is_given_up_while_a_slow_disk_is_read_does_not_come_back() -> None:
    journal = SlowJournal()
    one = window(Store(a_state()), journal)
    one.new_bakes.keep_bake_draft(REPO, ONE)
    other = window(store := Store(a_state()), journal)
    one.keep_target_draft(REPO, WISE)
    journal.meanwhile = [lambda: other.new_bakes.keep_bake_draft(REPO, None), lambda: None]
    assert await other.new_bakes.kept_bake_draft(REPO) == ONE  # it was not known to be there as it was given up
    await other.new_bakes.kept_bake_draft(REPO)
    journal.meanwhile = [lambda: other.new_bakes.keep_bake_draft(REPO, None)]
    assert await other.new_bakes.kept_bake_draft(REPO) is None
    await other.restore_target_drafts()
    journal.meanwhile = [lambda: other.keep_target_draft(REPO, None)]
    await other.restore_target_drafts()
    assert REPO not in store.state.target_drafts


async def test_bakes_that_two_windows_begin_in_two_repositories_are_both_kept() -> None:
    windows = Windows()
    assert (
        await windows.one.new_bakes.kept_bake_draft(REPO) is await windows.other.new_bakes.kept_bake_draft(REPO) is None
    )
    windows.one.new_bakes.keep_bake_draft(REPO, ONE)
    windows.other.new_bakes.keep_bake_draft(OTHER_REPO, TWO)
    windows.one.new_bakes.keep_bake_draft(REPO, TWO)
    assert (await windows.kept_bake(REPO), await windows.kept_bake(OTHER_REPO)) == (TWO, TWO)
    windows.other.new_bakes.keep_bake_draft(OTHER_REPO, None)
    assert (await windows.kept_bake(REPO), await windows.kept_bake(OTHER_REPO)) == (TWO, None)


async def test_targets_that_two_windows_begin_in_two_repositories_are_both_kept() -> None:
    windows = Windows()
    await windows.one.restore_target_drafts()
    await windows.other.restore_target_drafts()
    windows.one.keep_target_draft(REPO, WISE)
    windows.other.keep_target_draft(OTHER_REPO, KIND)
    assert (await windows.kept_target(REPO), await windows.kept_target(OTHER_REPO)) == (WISE, KIND)
    assert await windows.one.kept_target_draft(OTHER_REPO) == KIND
    assert windows.stores[0].state.target_drafts == {REPO: WISE, OTHER_REPO: KIND}


async def test_what_another_window_gave_up_is_not_brought_back() -> None:
    windows = Windows()
    windows.other.keep_target_draft(REPO, WISE)
    await windows.one.restore_target_drafts()
    windows.other.keep_target_draft(REPO, None)
    windows.one.keep_target_draft(OTHER_REPO, KIND)
    assert await windows.one.kept_target_draft(REPO) is None
    assert windows.stores[0].state.target_drafts == {OTHER_REPO: KIND}
    assert await windows.kept_target(REPO) is None


async def test_what_another_window_typed_since_in_the_same_repository_is_not_given_up_with_ones_own() -> None:
    windows = Windows()
    windows.one.new_bakes.keep_bake_draft(REPO, ONE)
    windows.other.new_bakes.keep_bake_draft(REPO, TWO)
    assert await windows.one.new_bakes.kept_bake_draft(REPO) == ONE
    windows.one.new_bakes.keep_bake_draft(REPO, None)
    assert await windows.kept_bake(REPO) == TWO
    assert await windows.one.new_bakes.kept_bake_draft(REPO) == TWO
    windows.one.new_bakes.keep_bake_draft(REPO, None)
    assert await windows.kept_bake(REPO) is None


async def test_what_is_made_here_is_unfinished_nowhere_and_what_others_began_stays() -> None:
    windows = Windows()
    draft = TargetDraft(a_target_key("fresh").name, given={"teacher_prompt": "teacher"})
    windows.other.keep_target_draft(OTHER_REPO, KIND)
    windows.one.keep_target_draft(REPO, draft)
    await windows.one.create_target(REPO, draft)
    assert (await windows.kept_target(REPO), await windows.kept_target(OTHER_REPO)) == (None, KIND)


async def test_where_nothing_is_kept_on_disk_this_window_still_knows_what_it_began() -> None:
    alone = window(Store(a_state()), NoJournal())
    alone.new_bakes.keep_bake_draft(REPO, ONE)
    assert await alone.new_bakes.kept_bake_draft(REPO) == ONE


def test_what_cannot_be_read_here_stays_as_another_version_wrote_it() -> None:
    assert begun_changed({}, {"a": 1}, {"b": {"of": "later"}}) == {"a": 1, "b": {"of": "later"}}
    assert begun_changed({}, {"a": 1}, None) == begun_changed({}, {"a": 1}, [3]) == {"a": 1}


@given(KEPT, KEPT, KEPT)
def test_only_what_this_window_wrote_or_knew_just_so_is_touched(
    kept: dict[str, Json], known: dict[str, Json], now: dict[str, Json]
) -> None:
    after = begun_changed(known, now, json.loads(json.dumps(kept)))
    assert isinstance(after, dict)
    for repo in "abc":
        if repo in now:
            assert after[repo] == now[repo]
        elif repo in kept and kept[repo] != known.get(repo):
            assert after[repo] == kept[repo]
        else:
            assert repo not in after
