"""What stays is left out of the garbage collector's rounds."""

import gc
from collections.abc import Iterator

import pytest

from breadtui.store.events.event import RepoClosed, RepoOpened, TreeLoaded
from breadtui.store.store import Store
from breadtui.store.views.long_lived import MANY_BAKES, YOUNG_OBJECTS, LongLived, collect_from_now_on
from tests.fakes.states import NOW, REPO, a_tree


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()


def a_watched_store() -> Store:
    store = Store()
    store.subscribe(LongLived().look)
    store.dispatch(RepoOpened(REPO))
    return store


def test_many_bakes_are_set_aside() -> None:
    store = a_watched_store()
    store.dispatch(TreeLoaded(1, a_tree(f"b{number}" for number in range(MANY_BAKES)), NOW))
    assert gc.get_freeze_count() > MANY_BAKES


def test_few_bakes_are_not_worth_it() -> None:
    store = a_watched_store()
    store.dispatch(TreeLoaded(1, a_tree(["a"]), NOW))
    assert gc.get_freeze_count() == 0


def test_a_closed_repository_is_not_kept() -> None:
    store = a_watched_store()
    store.dispatch(TreeLoaded(1, a_tree(f"b{number}" for number in range(MANY_BAKES)), NOW))
    set_aside_count = gc.get_freeze_count()
    store.dispatch(RepoClosed(REPO))
    assert gc.get_freeze_count() <= set_aside_count - MANY_BAKES


def test_after_a_start_without_it_the_collector_works_on_what_is_new() -> None:
    before = gc.get_threshold()
    gc.disable()
    try:
        collect_from_now_on()
        assert gc.isenabled()
        assert gc.get_freeze_count() > MANY_BAKES
        assert gc.get_threshold()[0] == YOUNG_OBJECTS
    finally:
        gc.enable()
        gc.set_threshold(*before)


def test_a_collector_at_work_is_left_as_it_is() -> None:
    before = gc.get_threshold()
    collect_from_now_on()
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)
