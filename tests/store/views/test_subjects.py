"""Rows as the filter sees them."""

from datetime import timedelta
from typing import Any

import pytest

from breadtui.domain.descent.lineage import lineage_of
from breadtui.domain.errors import BreadError
from breadtui.domain.jobs import JobStatus
from breadtui.domain.labels.labels import CheckpointKey, Label, Labelled, labels_of
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName
from breadtui.domain.query.queries import parse_query
from breadtui.domain.repos import Target
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState, Choice
from breadtui.store.views.query_values import query_values
from breadtui.store.views.subjects import Subjects, subject_facts
from breadtui.values import replace
from tests.fakes.states import (
    NOW,
    REPO,
    a_draft,
    a_job,
    a_key,
    a_loss,
    a_prompt,
    a_prompt_key,
    a_seen,
    a_state,
    a_target_key,
    a_tree,
    after,
)

CONFIG: dict[str, Any] = {
    "datasets": [{"target": "wise"}],
    "epochs": 3,
    "optimizer": {"learning_rate": 1e-4},
}


def coder() -> AppState:
    tree = a_tree(
        {"root": JobStatus.COMPLETE, "v1": JobStatus.FAILED, "v2": JobStatus.RUNNING, "other": JobStatus.PENDING},
        [("v1", "root"), ("v2", "v1")],
        configs={"v2": CONFIG},
    )
    jobs = [
        a_job("v2", JobStatus.RUNNING, config=CONFIG, loss=a_loss(), progress_percent=46.0),
        a_job("v1", JobStatus.FAILED, error="CUDA out of memory"),
        a_job("wise", JobStatus.COMPLETE, phase=Phase.STIM, lines=200),
        a_job("old", JobStatus.COMPLETE, phase=Phase.STIM, config={"teacher_prompt": "ancient"}),
    ]
    draft = a_draft(a_prompt("mine"), a_prompt())
    return a_state(
        tree,
        jobs,
        prompts=[a_prompt()],
        drafts=[draft],
        targets=["wise"],
        tags={a_key("root"): ("best", "kept"), REPO: ("mine",)},
    )


def with_target(state: AppState) -> AppState:
    target = Target(a_target_key().name, {"teacher_prompt": "teacher", "student_prompt": ""})
    return replace(state, targets={a_target_key(): Ready(target, NOW)})


def fits(state: AppState, what: Choice, text: str) -> bool:
    return parse_query(text).matches(Subjects(subject_facts(state)).of(what))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("v2", "status:run kind:bake repo:coder"),
        ("v2", "under:root under:v1 under:v2 -under:other"),
        ("v2", "under:coder/v1"),
        ("v2", "under:V*"),
        ("v2", "parent:v1 parent:coder/v1 -parent:root"),
        ("v2", "uses:wise uses:teacher -uses:ancient"),
        ("v2", "loss<4e-7 min<4e-7 lr>=1e-4 lr<=1e-4 epochs=3 percent=46"),
        ("v2", "has:loss has:parent -has:error -has:checkpoint -has:tag checkpoints=0"),
        ("v1", "status:fail has:error"),
        ("root", "status:done status:complete has:checkpoint step=100 checkpoints=1 tag:best tag:kept has:tag"),
        ("root", "base:qwen -has:parent -loss>0 -loss<=0"),
        ("other", "status:queue status:pending"),
    ],
)
def test_a_bake_says_what_it_is(name: str, text: str) -> None:
    assert fits(with_target(coder()), a_key(name), text)


def test_a_target_a_prompt_and_a_repository_say_what_they_are() -> None:
    state = with_target(coder())
    assert fits(state, a_target_key(), "kind:target uses:teacher status:done rows=200 repo:coder -has:error")
    assert fits(state, a_prompt_key(), "kind:prompt has:draft -status:run -rows>0 base:qwen")
    assert fits(state, REPO, "kind:repo repo:coder tag:mine has:tag -loss>0")
    assert fits(state, a_target_key("old"), "uses:ancient")


def test_a_stim_descends_from_nothing_but_uses_its_target() -> None:
    assert fits(with_target(coder()), a_key("wise", Phase.STIM), "kind:stim uses:wise uses:teacher -under:root -step>0")


def test_a_listed_job_is_found_by_its_repository_and_phase() -> None:
    subject = Subjects(subject_facts(coder())).listed_job(a_key("wise", Phase.STIM))
    assert parse_query("coder stim wise").matches(subject)


def labelled(of: dict[Labelled, Label]) -> AppState:
    return replace(coder(), labels=labels_of(of), tags={})


def test_a_bake_is_found_by_what_its_checkpoints_bear() -> None:
    gold = Label(is_starred=True, tags=("gold",), note="the one we ship")
    state = labelled({CheckpointKey(REPO, BakeName("root"), 100): gold})
    assert fits(state, a_key("root"), "tag:gold star:yes has:star has:tag has:note note:ship -star:no")
    assert fits(state, a_key("v1"), "-tag:gold star:no -has:star -has:tag -has:note -note:ship")
    assert fits(state, a_key("root", Phase.STIM), "-tag:gold star:no")
    assert fits(state, REPO, "-tag:gold star:no")


def test_a_bake_with_a_hidden_checkpoint_is_not_hidden() -> None:
    state = labelled({CheckpointKey(REPO, BakeName("root"), 100): Label(is_hidden=True)})
    assert fits(state, a_key("root"), "hidden:no")


def test_tags_are_offered_wherever_they_are_borne() -> None:
    state = labelled({a_key("v1"): Label(tags=("best",)), CheckpointKey(REPO, BakeName("root"), 1): Label(tags=("g",))})
    assert list(query_values(state, "tag")) == ["best", "g"]


def test_a_phantom_is_no_status_but_still_descends() -> None:
    state = a_state(a_tree(["v1"], [("v1", "gone")]))
    assert fits(state, a_key("gone"), "under:gone -status:run -status:done -checkpoints>=0")
    assert fits(state, a_key("v1"), "under:gone")


def test_a_job_that_stands_still_is_running_and_stalled() -> None:
    seen = replace(a_seen(a_job("v2")), seen_at=after(3600))
    assert seen.seen_at - seen.changed_at > timedelta(minutes=10)
    state = replace(coder(), jobs={a_key("v2"): seen})
    assert fits(state, a_key("v2"), "status:stall status:run")
    gone = replace(a_seen(a_job("v2")), is_gone=True, error=BreadError("away"))
    assert fits(replace(coder(), jobs={a_key("v2"): gone}), a_key("v2"), "status:gone")


def test_a_word_of_the_services_own_is_found_between_quotes() -> None:
    state = replace(coder(), jobs={a_key("v2"): a_seen(a_job("v2", JobStatus.UNKNOWN, status_text="Thawing"))})
    assert fits(state, a_key("v2"), 'status:unknown status:"thawing"')


def test_descent_runs_through_all_repositories() -> None:
    child = a_tree(["tone"], repo="agent", configs={"tone": {"model": {"parent_model_name": "ada/coder/v1/100"}}})
    state = coder()
    state = replace(state, lineages={**state.lineages, RepoName("agent"): lineage_of(child)})
    key = JobKey(RepoName("agent"), Phase.BAKE, "tone")
    assert fits(state, key, "under:root under:coder/v1 parent:v1 -under:agent/root")


def test_a_chain_of_five_thousand_is_judged_by_one_walk() -> None:
    names = [f"b{number}" for number in range(5000)]
    edges = [(names[number + 1], names[number]) for number in range(4999)]
    state = a_state(a_tree(names, edges))
    subjects, query = Subjects(subject_facts(state)), parse_query("under:b2500")
    assert sum(query.matches(subjects.of(a_key(name))) for name in names) == 2500
    assert len(subjects.lines.below("b2500")) == 2500
