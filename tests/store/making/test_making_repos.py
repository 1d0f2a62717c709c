"""Repositories that are made: opened afterwards, read back where the answer was lost, refused in plain words."""

from __future__ import annotations

from breadtui.domain.base_models import DEFAULT_BASE_MODEL, known_base_models
from breadtui.domain.errors import BreadError, Conflict, Unreachable
from breadtui.domain.names import RepoName
from breadtui.domain.repos import Repo
from breadtui.store.commands import Commands
from breadtui.store.facts.remote import value_of
from breadtui.store.making.making_repos import MadeRepo
from breadtui.store.store import Store
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import REPO, a_state, a_tree

NEW, LLAMA = RepoName("new"), "meta-llama/Llama-3.1-8B"


class Kitchen:
    def __init__(self, *repos: Repo, read_only: bool = False) -> None:
        self.store = Store(a_state())
        self.api = FakeApi(repos=repos, trees=[a_tree((), repo=NEW)])
        self.commands = Commands(
            self.store, self.api, MemoryJournal(), MemoryDrafts(), ManualClock(), read_only=read_only
        )

    async def make(self, base: str | None = LLAMA, name: RepoName = NEW) -> MadeRepo:
        return await self.commands.new_repos.make_repo(name, base)

    async def refused(self, error: BreadError) -> MadeRepo:
        self.api.fail("create_repo", error)
        return await self.make()


async def test_a_repository_is_made_listed_and_opened() -> None:
    here = Kitchen()
    made = await here.make()
    assert made == MadeRepo(Repo(NEW, LLAMA), "new created")
    assert [repo.name for repo in value_of(here.store.state.repos) or ()] == [REPO, NEW]
    assert NEW in here.store.state.opened
    assert here.api.counted("tree") == 1


async def test_another_base_model_is_refused_and_named() -> None:
    here = Kitchen(Repo(NEW, DEFAULT_BASE_MODEL))
    made = await here.refused(Conflict("already exists", status=409))
    assert made.repo is None
    assert f"exists already with base model {DEFAULT_BASE_MODEL}" in made.words
    assert NEW not in here.store.state.opened


async def test_the_other_base_model_is_told_of_even_where_it_cannot_be_read() -> None:
    here = Kitchen()
    here.api.fail("repo", Unreachable("cut"))
    assert "with another base model" in (await here.refused(Conflict("already exists", status=409))).words


async def test_a_lost_answer_is_read_back() -> None:
    here = Kitchen(Repo(NEW, LLAMA))
    assert (await here.refused(Unreachable("cut"))).repo == Repo(NEW, LLAMA)
    gone = Kitchen()
    assert await gone.refused(Unreachable("cut")) == MadeRepo(None, "cut")
    other = Kitchen(Repo(NEW, DEFAULT_BASE_MODEL))
    assert (await other.refused(Unreachable("cut"))).repo is None


async def test_one_that_was_listed_is_opened_and_said_to_have_been_there() -> None:
    here = Kitchen()
    made = await here.make(None, REPO)
    assert made.words == "coder was there already"
    assert [repo.name for repo in value_of(here.store.state.repos) or ()] == [REPO]


async def test_impossible_names_are_never_sent_and_when_reading_only_nothing_is() -> None:
    here = Kitchen()
    assert (await here.make(name=RepoName("batch"))).repo is None
    assert here.api.counted("create_repo") == 0
    reading = Kitchen(read_only=True)
    assert (await reading.make()).repo is None
    assert reading.api.calls == []


def test_the_known_base_models_are_the_default_and_those_in_use_the_most_used_first() -> None:
    repos = [Repo(RepoName(name), base) for name, base in (("a", "x/y"), ("b", LLAMA), ("c", LLAMA), ("d", ""))]
    assert known_base_models(repos) == (DEFAULT_BASE_MODEL, LLAMA, "x/y")
