"""Tags, kept in the journal."""

import pytest

from breadtui.domain.labels.labels import tag_problem
from breadtui.domain.names import Phase, PromptName
from breadtui.store.commands import Commands
from breadtui.store.facts.remote import Ready, value_of
from breadtui.store.facts.state import AppState, Choice, RepoContents
from breadtui.store.facts.tagging import TAGS_FACT, tags_from, tags_json
from breadtui.store.store import Store
from breadtui.store.views.search import reading_progress
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import NOW, REPO, a_key, a_prompt, a_prompt_key, a_state, a_target_key

ALL: dict[Choice, tuple[str, ...]] = {
    REPO: ("mine",),
    a_key(): ("best", "kept"),
    a_key("wise", Phase.STIM): ("x",),
    a_prompt_key(): ("x",),
    a_target_key(): ("x",),
}


def commands(state: AppState | None = None, api: FakeApi | None = None) -> tuple[Commands, Store, MemoryJournal]:
    store, journal = Store(state or a_state()), MemoryJournal()
    return Commands(store, api or FakeApi(), journal, MemoryDrafts(), ManualClock()), store, journal


async def test_tags_outlive_the_session() -> None:
    first, store, journal = commands()
    first.tag(a_key(), ["best", "kept", "best"])
    first.tag(a_prompt_key(), ["old"])
    first.untag(a_prompt_key(), ["old"])
    assert store.state.tags == {a_key(): ("best", "kept")}
    later, other, its_journal = commands()
    its_journal.facts = journal.facts
    await later.restore_labels()
    assert other.state.tags == store.state.tags


async def test_nothing_is_kept_where_nothing_changed() -> None:
    desk, store, journal = commands()
    before = store.state
    desk.untag(a_key(), ["never"])
    assert store.state is before
    assert TAGS_FACT not in journal.facts
    desk.tag(a_key(), ["a", "b"])
    desk.untag(a_key())
    assert store.state.tags == {}
    assert journal.facts[TAGS_FACT] == []


def test_tags_of_everything_survive_the_journal() -> None:
    assert tags_from(tags_json(ALL)) == ALL


@pytest.mark.parametrize(
    "fact",
    [None, 3, "text", [3], [["a"]], [["coder", "bake", 3, "t"]], [["coder", "dragon", "x", "t"]], [["a", "b", "c"]]],
)
def test_a_fact_that_cannot_be_read_is_no_tags(fact: object) -> None:
    assert tags_from(fact) == {}  # type: ignore[arg-type]  # a journal may hold anything


@pytest.mark.parametrize("tag", ["", "two words", 'quo"te', "a,b", "#x", "x" * 41, "a\x1b"])
def test_what_the_filter_could_not_ask_for_is_no_tag(tag: str) -> None:
    assert tag_problem(tag)


def test_a_word_is_a_tag() -> None:
    assert tag_problem("best-so_far2") is None


async def test_prompts_nobody_looked_at_are_read_and_a_refusal_stops_no_other() -> None:
    names = [f"p{number}" for number in range(9)]
    api = FakeApi(prompts={a_prompt_key(name): a_prompt(name=name) for name in names if name != "p3"})
    contents = RepoContents(tuple(PromptName(name) for name in names), ())
    desk, store, _ = commands(a_state(contents={REPO: Ready(contents, NOW)}, prompts=()), api)
    await desk.read_unread_prompts()
    assert reading_progress(store.state) == (9, 9)
    assert value_of(store.state.prompts[a_prompt_key("p8")]) is not None
    assert 1 < api.most_at_once <= 4
    asked = len(api.calls)
    await desk.read_unread_prompts()
    assert len(api.calls) == asked
