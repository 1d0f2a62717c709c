"""Targets and bakes that are deleted: judged by what is there afterwards, dropped at once, each with its outcome."""

from __future__ import annotations

import pytest

from breadtui.domain.bulk import Outcome, Thing, Wish, bulk_run
from breadtui.domain.errors import BreadError, Conflict, NotFound, NotSupported, Unreachable
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import BakeName, Phase, TargetKey
from breadtui.domain.repos import Target
from breadtui.store.commands import Commands
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState
from breadtui.store.store import Store
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import REPO, a_job, a_key, a_prompt, a_prompt_key, a_state, a_target_key, a_tree

FIRST, SECOND, WISE = a_key("coder_v1"), a_key("coder_v2"), a_target_key("wise")
STIM, ROLLOUT = (a_job("wise", JobStatus.COMPLETE, phase=phase, lines=4) for phase in (Phase.STIM, Phase.ROLLOUT))


class Kitchen:
    """Two bakes of which the second descends from the first, a target with its jobs, and a prompt."""

    def __init__(self, *, read_only: bool = False) -> None:
        tree = a_tree(edges=[("coder_v2", "coder_v1")])
        target = Target(WISE.name, {})
        state = a_state(
            tree,
            [STIM, ROLLOUT],
            prompts=[a_prompt(name="p")],
            targets=["wise", "odd"],
            marked=(FIRST, WISE),
            chosen=WISE,
        )
        self.store = Store(state)
        jobs = [a_job(name, JobStatus.COMPLETE) for name in ("coder_v1", "coder_v2")]
        self.api = FakeApi(jobs=jobs, targets={WISE: target}, prompts={a_prompt_key("p"): a_prompt(name="p")})
        self.journal = MemoryJournal()
        clock = ManualClock()
        self.commands = Commands(self.store, self.api, self.journal, MemoryDrafts(), clock, read_only=read_only)

    @property
    def state(self) -> AppState:
        return self.store.state

    def told(self) -> str:
        return self.state.notices[-1].text

    def bakes(self) -> list[str]:
        tree = self.state.trees[REPO]
        assert isinstance(tree, Ready)
        return list(tree.value.bakes)


async def test_a_deleted_target_drops_out_with_its_jobs_and_who_looked_at_it_looks_at_the_repository() -> None:
    here = Kitchen()
    await here.commands.delete_thing(WISE)
    contents = here.state.contents[REPO]
    assert isinstance(contents, Ready)
    assert contents.value.targets == ("odd",)
    assert not {STIM.key, ROLLOUT.key} & set(here.state.jobs)
    assert here.state.chosen == REPO
    assert here.state.marked == (FIRST,)
    assert WISE not in here.api.targets
    assert here.told() == "wise: deleted"


async def test_a_deleted_bake_drops_out_and_its_child_descends_from_a_bake_that_is_gone() -> None:
    here = Kitchen()
    await here.commands.delete_thing(FIRST)
    assert here.bakes() == ["coder_v2"]
    descents = here.state.lineages[REPO].descents
    assert descents[BakeName("coder_v2")].parent == "coder_v1"
    assert descents[BakeName("coder_v1")].is_phantom
    assert FIRST not in here.state.jobs
    assert here.state.marked == (WISE,)


async def test_what_is_gone_already_drops_out_as_well() -> None:
    here = Kitchen()
    del here.api.targets[WISE]
    await here.commands.delete_thing(WISE)
    assert here.told() == "wise: was gone already"
    assert WISE not in here.state.targets


async def test_a_server_without_the_route_answers_404_and_the_thing_stays() -> None:
    here = Kitchen()
    here.api.fail("delete_bake", NotFound("no such route", status=404))
    await here.commands.delete_thing(FIRST)
    assert here.told() == "coder_v1 was not deleted: this server cannot delete bakes"
    assert here.bakes() == ["coder_v1", "coder_v2"]


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (Conflict("Target 'wise' has a running job", status=409), "no way to stop one"),
        (NotSupported("no", status=405), "this server cannot delete targets"),
        (Unreachable("cut"), "cut"),
    ],
)
async def test_why_it_was_not_deleted_is_told_and_nothing_drops_out(error: BreadError, says: str) -> None:
    here = Kitchen()
    here.api.fail("delete_target", error)
    await here.commands.delete_thing(WISE)
    assert says in here.told()
    assert here.state.chosen == WISE


async def test_a_deletion_whose_answer_was_lost_is_judged_by_looking() -> None:
    here = Kitchen()
    here.api.before("delete_bake", here.api.jobs.clear)
    here.api.fail("delete_bake", Unreachable("cut"))
    await here.commands.delete_thing(FIRST)
    assert here.told() == "coder_v1: deleted"
    assert here.bakes() == ["coder_v2"]


async def test_when_reading_only_nothing_is_deleted() -> None:
    here = Kitchen(read_only=True)
    await here.commands.delete_thing(FIRST)
    assert here.api.calls == []


async def test_of_several_kinds_each_has_its_own_outcome_and_a_refused_kind_is_asked_once() -> None:
    here = Kitchen()
    here.api.fail("delete_target", NotSupported("no", status=405))
    other = TargetKey(REPO, a_target_key("odd").name)
    things: tuple[Thing, ...] = (FIRST, WISE, other, a_prompt_key("p"))
    await here.commands.bulk.run_bulk(bulk_run(Wish.DELETE, "", things))
    run = here.state.bulk
    assert run is not None
    assert [(line.outcome, line.words) for line in run.lines] == [
        (Outcome.DONE, "deleted"),
        (Outcome.FAILED, "this server cannot delete targets"),
        (Outcome.FAILED, "this server cannot delete targets"),
        (Outcome.DONE, "deleted; u brings the last one back"),
    ]
    assert here.api.counted("delete_target") == 1
    assert here.api.prompts == {}


async def test_a_job_that_runs_fails_alone_and_can_be_tried_again() -> None:
    here = Kitchen()
    here.api.fail_always("delete_bake", Conflict("Bake 'coder_v1' is running", status=409), FIRST)
    await here.commands.bulk.run_bulk(bulk_run(Wish.DELETE, "", (FIRST, SECOND)))
    run = here.state.bulk
    assert run is not None
    assert [line.outcome for line in run.lines] == [Outcome.FAILED, Outcome.DONE]
    assert "no way to stop one" in run.lines[0].words
    here.api.heal()
    await here.commands.bulk.run_bulk(run.again())
    assert here.bakes() == []
