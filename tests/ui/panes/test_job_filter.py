"""Each field of the filter asked of the monitor."""

from __future__ import annotations

import pytest

from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import Phase
from breadtui.domain.query.fields import FIELDS
from breadtui.store.facts.state import AppState
from breadtui.ui.present.jobs.rows import select_jobs
from breadtui.values import replace
from tests.fakes.states import a_job, a_key, a_loss, a_seen, a_state, a_tree, after
from tests.ui.panes.jobs_host import names, running

SETTINGS = {"datasets": [{"target": "wise"}], "epochs": 3, "optimizer": {"learning_rate": 1e-4}}
OTHER_SETTINGS = {"datasets": [{"target": "calm"}], "epochs": 1, "optimizer": {"learning_rate": 1e-5}}
JOBS = (
    a_job("v1", JobStatus.COMPLETE, loss=a_loss(2e-7), config=OTHER_SETTINGS),
    a_job(
        "v2",
        progress_percent=46.0,
        loss=a_loss(1e-8),
        config=SETTINGS,
        model_names=("ada/coder/v2/40", "ada/coder/v2/20"),
    ),
    a_job("calm", JobStatus.FAILED, phase=Phase.STIM, lines=12, error="CUDA out of memory."),
)


def facts() -> AppState:
    tree = a_tree({"v1": JobStatus.COMPLETE, "v2": JobStatus.RUNNING}, [("v2", "v1")])
    state = a_state(tree, JOBS)
    still = replace(a_seen(JOBS[1]), seen_at=after(1200))
    return replace(state, jobs={**state.jobs, a_key("v2"): still})


ASKED = {
    "status": ("status:stalled", ["v2"]),
    "kind": ("kind:stim", ["calm"]),
    "has": ("has:error", ["calm"]),
    "repo": ("repo:coder -kind:bake", ["calm"]),
    "under": ("under:v1 -status:done", ["v2"]),
    "parent": ("parent:v1", ["v2"]),
    "uses": ("uses:wise", ["v2"]),
    "base": ("base:qwen kind:stim", ["calm"]),
    "loss": ("loss<1e-7", ["v2"]),
    "min": ("min>1e-7", ["v1"]),
    "lr": ("lr>5e-5", ["v2"]),
    "step": ("step=40", ["v2"]),
    "percent": ("percent<50 kind:bake", ["v2"]),
    "rows": ("rows>10", ["calm"]),
    "checkpoints": ("checkpoints=2", ["v2"]),
    "epochs": ("epochs=1", ["v1"]),
}
ELSEWHERE = {"tag", "branch", "star", "note", "hidden"}
"""Asked of what a person said of things, which the tests of labels and of the bgit folder do."""


def test_every_field_is_asked() -> None:
    assert {field.name for field in FIELDS} - ELSEWHERE == set(ASKED)


@pytest.mark.parametrize("field", ASKED)
async def test_a_field_leaves_the_rows_that_fit(field: str) -> None:
    query, wanted = ASKED[field]
    async with running(select_jobs(facts())) as (app, _):
        app.jobs.filter(query)
        assert names(app) == wanted
        assert str(app.jobs.heading()).endswith(f"  /{query}: {len(wanted)} found")
        app.jobs.filter("")
        assert len(names(app)) == len(JOBS)
