"""What the question before a deletion says."""

from __future__ import annotations

from typing import Any

from breadtui.domain.bulk import Thing
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import Phase, TargetKey
from breadtui.domain.repos import Repo, Target
from breadtui.store.facts.remote import Ready
from breadtui.ui.present.deletion.deletion_lines import FINAL, NOTHING, deletion_lines
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_job, a_key, a_state, a_target_key, a_tree

MODEL = "ada/coder/coder_v1/100"


def lines(*keys: Thing, **parts: Any) -> str:
    tree = a_tree(
        ("coder_v1", "coder_v2", "coder_v3"),
        [("coder_v2", "coder_v1"), ("coder_v3", "coder_v2")],
        configs={
            "coder_v1": {"datasets": [{"target": "wise"}]},
            "coder_v2": {"datasets": [{"target": "next"}], "model": {"parent_model_name": MODEL}},
        },
    )
    targets: dict[TargetKey, Ready[Target]] = {
        a_target_key(name): Ready(Target(a_target_key(name).name, config), NOW)
        for name, config in (("wise", {}), ("next", {"model_name": MODEL}))
    }
    jobs = [a_job("wise", JobStatus.COMPLETE, phase=Phase.STIM, lines=4)]
    state = replace(a_state(tree, jobs, targets=["wise", "next"], **parts), targets=targets)
    return "\n".join(deletion_lines(state, keys))


def test_of_a_target_the_rows_and_the_bakes_that_train_on_it_are_named_and_what_descends_from_those() -> None:
    said = lines(a_target_key("wise"))
    assert "4 rows of questions and answers are lost." in said
    assert "Bakes that train on it: coder_v1." in said
    assert "Further down the line: " in said
    assert "coder_v2" in said
    assert "coder_v3" in said
    assert said.endswith(FINAL)


def test_of_a_bake_the_checkpoints_are_named_the_bakes_made_from_it_and_the_targets_it_answers() -> None:
    said = lines(a_key("coder_v1"))
    assert f"1 checkpoint is lost; nothing answers as {MODEL} any more." in said
    assert "Bakes that start from it: coder_v2." in said
    assert "Targets answered by its model: next." in said
    assert "Further down the line: coder_v3." in said


def test_nothing_that_depends_on_it_is_said_as_well() -> None:
    assert NOTHING in lines(a_key("coder_v3"))


def test_what_goes_as_well_is_not_told_as_depending() -> None:
    said = lines(a_key("coder_v1"), a_key("coder_v2"), a_key("coder_v3"), a_target_key("next"))
    assert NOTHING in said
    assert "3 checkpoints are lost" in said


def test_a_running_job_is_told_beforehand() -> None:
    state = a_state(a_tree(), [a_job("wise", JobStatus.RUNNING, phase=Phase.ROLLOUT)], targets=["wise"])
    said = "\n".join(deletion_lines(state, (a_target_key("wise"),)))
    assert "The rollout of wise runs: the service will refuse to delete it now." in said


def test_closed_repositories_are_said_not_to_be_known() -> None:
    repos = Ready((Repo(REPO), Repo(a_key(repo="other").repo)), NOW)
    assert "1 repository is not open" in lines(a_key("coder_v3"), repos=repos)
