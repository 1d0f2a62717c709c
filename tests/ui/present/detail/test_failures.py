"""Why a bake failed, and which losses are told of it."""

from __future__ import annotations

from breadtui.domain.jobs import JobStatus, LossSummary
from breadtui.domain.metric.record import MetricSeries
from breadtui.store.facts.remote import Ready
from breadtui.ui.present.detail.body_lines import TabView
from breadtui.ui.present.detail.detail_lines import tab_body
from breadtui.ui.present.detail.details import Tab, detail_slice
from tests.fakes.states import NOW, a_job, a_key, a_state, a_tree
from tests.ui.present.detail.test_details import a_bake_state, overview, texts


def test_why_a_bake_failed_stands_below_the_line_that_says_so_and_a_long_reason_is_folded() -> None:
    state = a_state(a_tree(()), [a_job("v1", JobStatus.FAILED, error="\n".join("abcdefg"))], chosen=a_key("v1"))
    lines = overview(state)
    at = lines.index("bake    F failed")
    assert lines[at + 1 : at + 6] == ["a", "b", "c", "d", "3 more lines ▸"]
    fold = next(one.fold for one in tab_body(detail_slice(state), Tab.OVERVIEW, TabView()) if one.fold)
    unfolded = tab_body(detail_slice(state), Tab.OVERVIEW, TabView(unfolded=frozenset({fold})))
    assert texts([one.line for one in unfolded])[at + 5 : at + 9] == ["e", "f", "g", "less ▾"]
    assert {one.copied for one in unfolded[at + 1 : at + 8]} == {"a\nb\nc\nd\ne\nf\ng"}


def test_of_several_targets_a_reason_says_whose_it_is() -> None:
    assert "wise: CUDA" in overview(a_bake_state())


def test_the_loss_of_a_bake_that_failed_is_that_of_its_log() -> None:
    series = MetricSeries(range(1, 4), {"loss": [4e-6, 1.5e-6, 1.8e-6]})
    failed = a_job("v1", JobStatus.FAILED, error="CUDA")
    state = a_state(a_tree(()), [failed], chosen=a_key("v1"), metrics={a_key("v1"): Ready(series, NOW)})
    assert "loss    1.8e-6  min 1.5e-6 at step 2  max 4.0e-6  by its log" in overview(state, 80)


def test_a_loss_is_called_final_once_it_is_and_where_it_is_another_than_the_latest() -> None:
    def said(status: JobStatus, final: float) -> str:
        job = a_job("v1", status, loss=LossSummary(3e-7, final, 2e-7, 2e-6))
        lines = overview(a_state(a_tree(()), [job], chosen=a_key("v1")))
        return next(line for line in lines if line.startswith("loss"))

    assert said(JobStatus.RUNNING, 3e-7) == said(JobStatus.COMPLETE, 3e-7) == "loss    3.0e-7  min 2.0e-7  max 2.0e-6"
    assert "final 2.9e-7" in said(JobStatus.COMPLETE, 2.9e-7)
