"""Answers that were given before something was done from here, and come after it: what was done stays."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from breadtui.domain.answers import Answer, Topic
from breadtui.domain.errors import NotFound
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.names import RepoName
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.repos import Repo
from breadtui.store.commands import Commands
from breadtui.store.events.answer import events_of
from breadtui.store.events.event import JobStarted, PromptSaved, RepoMade
from breadtui.store.facts.remote import Ready, value_of
from breadtui.store.facts.state import AppState
from tests.fakes.journal import MemoryDrafts
from tests.fakes.states import NOW, REPO, a_job, a_key, a_prompt, a_prompt_key, a_state, a_tree
from tests.store.kitchen import COMPLETE, RUNNING, Kitchen

BAKE = a_key("b0")
ENDED = a_job("b0", COMPLETE, job_id=1)
RUNS = a_job("b0", RUNNING, job_id=1)
RERUN = a_job("b0", RUNNING, job_id=2)


class Busy(Kitchen):
    """A bake that ended, and a person who does things while answers are on their way."""

    def __init__(self, known: Job = ENDED, **parts: object) -> None:
        super().__init__(a_state(a_tree({"b0": known.status}), [known], **parts))  # type: ignore[arg-type]
        self.api.jobs[BAKE] = ENDED
        self.commands = Commands(self.store, self.api, self.journal, MemoryDrafts(), self.clock)
        self.clock.jump((NOW - self.clock.now()).total_seconds() + 3600)

    def start(self) -> None:
        """The bake is started anew; the service took it a second after whatever was asked."""
        self.clock.jump(1)
        self.store.dispatch(JobStarted(BAKE, RERUN, self.clock.now()))
        self.clock.jump(1)

    @property
    def status(self) -> JobStatus:
        return self.store.state.jobs[BAKE].job.status

    @property
    def told(self) -> list[str]:
        return [notice.text for notice in self.store.state.notices]


async def _round(kitchen: Busy) -> None:
    await kitchen.poller.poll_once()


async def _chosen(kitchen: Busy) -> None:
    await kitchen.commands.choose(BAKE)


async def _refreshed(kitchen: Busy) -> None:
    await kitchen.commands.refresh(REPO)


CASES = (("job", _round, RUNS), ("job", _chosen, ENDED), ("tree", _refreshed, ENDED))


@pytest.mark.parametrize(("operation", "look", "known"), CASES)
async def test_the_end_of_an_earlier_run_is_not_told_of_one_begun_meanwhile(
    operation: str, look: Callable[[Busy], Awaitable[None]], known: Job
) -> None:
    kitchen = Busy(known)
    kitchen.api.before(operation, kitchen.start)
    await look(kitchen)
    assert kitchen.api.counted(operation) >= 1
    assert kitchen.status is RUNNING
    assert kitchen.told == []


async def test_a_recorders_tree_of_before_a_start_says_nothing_of_the_run_begun_since() -> None:
    kitchen = Busy()
    seen_at = kitchen.clock.now()
    kitchen.start()
    answer = Answer(Topic.TREE, REPO, seen_at, a_tree({"b0": COMPLETE, "b1": COMPLETE}))
    for event in events_of([answer], kitchen.store.state):
        kitchen.store.dispatch(event)
    assert a_key("b1") in kitchen.store.state.jobs
    assert kitchen.status is RUNNING


async def test_that_a_bake_was_not_there_yet_is_not_told_once_it_is() -> None:
    kitchen = Busy()
    kitchen.api.fail("job", NotFound("no such bake", status=404))
    kitchen.api.before("job", kitchen.start)
    await kitchen.commands.refresh(BAKE)
    assert not kitchen.store.state.jobs[BAKE].is_gone


async def test_an_answer_that_nothing_overtook_is_told() -> None:
    kitchen = Busy()
    kitchen.start()
    kitchen.api.jobs[BAKE] = a_job("b0", COMPLETE, job_id=2)
    await kitchen.commands.refresh(BAKE)
    assert kitchen.status is COMPLETE


@pytest.mark.parametrize("look", [_round, _refreshed])
async def test_a_prompt_made_meanwhile_stays_in_the_list(look: Callable[[Busy], Awaitable[None]]) -> None:
    made = a_prompt(name="fresh")
    kitchen = Busy(prompts=[a_prompt()])
    kitchen.api.prompts = {a_prompt_key(): a_prompt()}
    kitchen.api.before("target_names", lambda: _save(kitchen, made))
    names = list[tuple[str, ...]]()
    kitchen.store.subscribe(lambda state: names.append(_names(state)))
    await look(kitchen)
    assert kitchen.api.counted("prompt_names") == 2
    assert {name for name in names if "fresh" not in name} <= {("teacher",)}
    assert names[-1] == ("teacher", "fresh")
    assert names.index(("teacher", "fresh")) == len(names) - names[::-1].count(("teacher", "fresh"))


async def test_a_text_that_was_read_before_it_was_saved_is_not_shown_after_it() -> None:
    saved = a_prompt("You are new.")
    kitchen = Busy(prompts=[a_prompt()])
    kitchen.api.prompts = {a_prompt_key(): a_prompt()}
    kitchen.api.before("prompt", lambda: _save_late(kitchen, saved))
    await kitchen.commands.choose(a_prompt_key())
    assert value_of(kitchen.store.state.prompts[a_prompt_key()]) == saved
    assert kitchen.journal.prompts == []


async def test_a_repository_made_meanwhile_stays_in_the_list() -> None:
    kitchen = Busy(repos=Ready((Repo(REPO),), NOW))
    made = Repo(RepoName("made"))

    def make() -> None:
        kitchen.store.dispatch(RepoMade(made))
        kitchen.api.before("repos", lambda: setattr(kitchen.api, "repo_list", (Repo(REPO), made)))

    kitchen.api.repo_list = (Repo(REPO),)
    kitchen.api.before("repos", make)
    seen = list[bool]()
    kitchen.store.subscribe(lambda state: seen.append(made in (value_of(state.repos) or ())))
    await kitchen.commands.load_repos()
    assert seen[seen.index(True) :] == [True] * (len(seen) - seen.index(True))
    assert kitchen.api.counted("repos") == 2


def _save(kitchen: Busy, prompt: Prompt) -> None:
    key = a_prompt_key(prompt.name)
    kitchen.api.prompts[key] = prompt
    kitchen.store.dispatch(PromptSaved(key, prompt, kitchen.clock.now()))


def _save_late(kitchen: Busy, prompt: Prompt) -> None:
    """Saved after the service had answered with the text before."""
    kitchen.clock.jump(1)
    kitchen.store.dispatch(PromptSaved(a_prompt_key(), prompt, kitchen.clock.now()))


def _names(state: AppState) -> tuple[str, ...]:
    contents = value_of(state.contents[REPO])
    return () if contents is None else contents.prompts
