"""What a preflight finds: each mistake that a start would be refused for, or that would waste its credits."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.names import JobKey, Phase, PromptName, RepoName
from breadtui.domain.preflight.check import preflight_of
from breadtui.domain.preflight.estimates import PastRun, Span, span_of, steps_expected
from breadtui.domain.preflight.evidence import Evidence, ModelEvidence
from breadtui.domain.preflight.findings import Gate, Light, Preflight
from breadtui.domain.preflight.words import count_text, estimate_words, finding_lines
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.spans import seconds_text
from breadtui.values import replace

REPO = RepoName("coder")
BASE = "Qwen/Qwen3-32B"
STIM, ROLLOUT = JobKey(REPO, Phase.STIM, "wise"), JobKey(REPO, Phase.ROLLOUT, "wise")
BAKE = JobKey(REPO, Phase.BAKE, "v2")
TARGET: dict[str, Any] = {
    "teacher_prompt": "teach",
    "student_prompt": "empty",
    "generators": [{"type": "persona", "numq": 60}, {"type": "hardcoded", "questions": ["a", "b"]}],
    "model_name": BASE,
    "num_traj_per_stimulus": 3,
}
PROMPTS = {
    "teach": Prompt(PromptName("teach"), (Message("system", "Be wise, be brief."),)),
    "empty": Prompt(PromptName("empty")),
}
MODELS = ModelEvidence(BASE, frozenset({BASE, "ada/coder/v1/100"}))


def job(key: JobKey, status: JobStatus = JobStatus.NOT_STARTED, **facts: Any) -> Job:
    return Job(key, status, status.value, **facts)


def stim(**config: Any) -> Preflight:
    target = {**TARGET, **config}
    return preflight_of(Evidence(STIM, job(STIM), {"wise": target}, PROMPTS, models=MODELS))


def rollout(stim_job: Job | None = job(STIM, JobStatus.COMPLETE, lines=62), **config: Any) -> Preflight:  # noqa: B008
    evidence = Evidence(ROLLOUT, job(ROLLOUT), {"wise": {**TARGET, **config}}, PROMPTS, {STIM: stim_job}, MODELS)
    return preflight_of(evidence)


def baking(rollout_job: Job | None = None, models: ModelEvidence = MODELS, **config: Any) -> Evidence:
    there = rollout_job or job(ROLLOUT, JobStatus.COMPLETE, lines=1600)
    settings = {"datasets": [{"target": "wise", "weight": 1.0}], "epochs": 3, **config}
    return Evidence(BAKE, job(BAKE, config=settings), {"wise": TARGET}, jobs={ROLLOUT: there}, models=models)


def test_a_stim_with_all_it_needs_is_green_and_counts_its_questions() -> None:
    flight = stim()
    assert (flight.light, flight.gate, flight.estimate.rows) == (Light.GREEN, Gate.ASK, 62)


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ({"generators": None}, "no generators: nothing would write questions"),
        ({"generators": []}, "no generators: nothing would write questions"),
        ({"teacher_prompt": None}, "no teacher prompt is named"),
        ({"student_prompt": None}, "no student prompt is named; an empty one is always on"),
    ],
)
def test_what_a_stim_is_refused_for_shuts_the_gate(config: dict[str, Any], words: str) -> None:
    flight = stim(**config)
    assert flight.of(Light.RED) == (words,)
    assert flight.gate is Gate.SHUT


def test_a_prompt_that_is_gone_shuts_the_gate() -> None:
    evidence = Evidence(STIM, job(STIM), {"wise": TARGET}, {"teach": None, "empty": PROMPTS["empty"]})
    assert preflight_of(evidence).of(Light.RED) == ("teacher prompt teach does not exist",)


def test_an_empty_student_is_always_on_and_an_empty_teacher_is_doubted() -> None:
    assert "student without words: always on" in stim(student_prompt="").of(Light.GREEN)
    assert stim(teacher_prompt="empty", student_prompt="").of(Light.AMBER) == (
        "teacher prompt empty has no words: is that meant?",
    )


def test_a_teacher_that_is_its_own_student_is_doubted() -> None:
    assert stim(student_prompt="teach").light is Light.AMBER


def test_old_aliases_of_the_prompts_count() -> None:
    assert stim(teacher_prompt=None, student_prompt=None, u="teach", v="").light is Light.GREEN


@pytest.mark.parametrize("status", [JobStatus.RUNNING, JobStatus.COMPLETE, JobStatus.PENDING])
def test_what_runs_or_is_complete_cannot_be_started(status: JobStatus) -> None:
    evidence = Evidence(STIM, job(STIM, status), {"wise": TARGET}, PROMPTS)
    assert preflight_of(evidence).gate is Gate.SHUT


def test_what_failed_before_says_why_and_may_be_started_anew() -> None:
    failed = job(STIM, JobStatus.FAILED, error="no credits\nmore", progress_percent=40.0)
    flight = preflight_of(Evidence(STIM, failed, {"wise": TARGET}, PROMPTS))
    assert flight.of(Light.AMBER) == ("it failed before at 40%: no credits; this starts it anew",)
    assert flight.gate is Gate.ASK


def test_what_could_not_be_asked_is_amber_and_not_called_missing() -> None:
    flight = preflight_of(Evidence(STIM, None, unread=("stim: no answer",), was_answered=False))
    assert (flight.light, flight.of(Light.AMBER)) == (Light.AMBER, ("could not be checked: stim: no answer",))


def test_a_reserved_name_cannot_be_started() -> None:
    key = JobKey(REPO, Phase.BAKE, "batch")
    assert preflight_of(Evidence(key, job(key))).gate is Gate.SHUT


def test_a_rollout_multiplies_the_questions_that_were_written() -> None:
    assert rollout(job(STIM, JobStatus.COMPLETE, lines=50)).estimate.rows == 150
    assert rollout().light is Light.GREEN


@pytest.mark.parametrize(
    ("stim_job", "words"),
    [
        (None, "stim has not begun: there are no questions to answer"),
        (job(STIM), "stim has not begun: there are no questions to answer"),
        (job(STIM, JobStatus.RUNNING, progress_percent=35.0), "stim still runs, 35%"),
        (job(STIM, JobStatus.FAILED), "stim failed: it has to be complete first"),
    ],
)
def test_a_rollout_waits_for_its_stim(stim_job: Job | None, words: str) -> None:
    flight = rollout(stim_job)
    assert (flight.of(Light.RED), flight.gate) == ((words,), Gate.SHUT)


@pytest.mark.parametrize(
    ("model", "light"),
    [
        (BASE, Light.GREEN),
        ("ada/coder/v1/100", Light.GREEN),
        ("ada/coder/v9/7", Light.AMBER),
        ("someone/else", Light.RED),
    ],
)
def test_the_model_that_answers_has_to_be_one_that_can(model: str, light: Light) -> None:
    assert rollout(model_name=model).light is light


def test_a_model_is_looked_for_in_its_own_bake() -> None:
    place = (REPO, "v9")
    bake = job(JobKey(REPO, Phase.BAKE, "v9"), JobStatus.COMPLETE, model_names=("ada/coder/v9/30",))
    models = replace(MODELS, bakes={place: bake})
    assert preflight_of(baking(models=models, model={"parent_model_name": "ada/coder/v9/30"})).gate is Gate.ASK
    wrong = preflight_of(baking(models=models, model={"parent_model_name": "ada/coder/v9/31"}))
    assert wrong.of(Light.RED) == ("starts from ada/coder/v9/31: bake v9 has no checkpoint 31",)
    assert wrong.gate is Gate.NAME


def test_a_bake_with_complete_rollouts_is_green_and_estimates_its_steps() -> None:
    flight = preflight_of(baking())
    assert flight.light is Light.GREEN
    assert (flight.estimate.steps, flight.estimate.effective_batch) == (300, 16)
    assert estimate_words(flight.estimate) == "~300 steps, 3 epochs of 1,600 rows, ~16 rows a step"


def test_a_bake_whose_rollout_runs_is_refused() -> None:
    flight = preflight_of(baking(job(ROLLOUT, JobStatus.RUNNING, progress_percent=22.0)))
    assert (flight.of(Light.RED), flight.gate) == (("rollout of wise still runs, 22%",), Gate.SHUT)


@pytest.mark.parametrize(
    ("weights", "light"),
    [
        ((1.0,), Light.GREEN),
        ((0.5, 0.5), Light.AMBER),
        ((1.0, 0), Light.AMBER),
        ((-1.0,), Light.RED),
        ((0,), Light.RED),
    ],
)
def test_weights_that_are_no_shares_are_told(weights: tuple[float, ...], light: Light) -> None:
    datasets = [{"target": "wise", "weight": weight} for weight in weights]
    assert preflight_of(baking(datasets=datasets)).light is light


def test_a_parent_other_than_the_model_that_answered_is_doubted() -> None:
    flight = preflight_of(baking(model={"parent_model_name": "ada/coder/v1/100"}))
    assert flight.of(Light.AMBER) == (f"wise was answered by {BASE}, but the bake starts from ada/coder/v1/100",)


def test_rows_counted_before_the_rollout_are_told() -> None:
    flight = preflight_of(baking(total_trajectories=30))
    assert any(
        "counted 30 rows when it was made, its rollouts come to 1,600" in text for text in flight.of(Light.AMBER)
    )


def test_rows_longer_than_the_bake_takes_are_told() -> None:
    evidence = replace(baking(), tokens={"wise": (100, 5000)})
    assert preflight_of(evidence).of(Light.AMBER) == (
        "1 of 2 rows looked at exceed data.max_length (3,000 tokens) and may be dropped",
    )
    assert preflight_of(evidence).estimate.tokens == 2550 * 1600


def test_the_worst_comes_first_and_has_its_sign() -> None:
    lines = finding_lines(preflight_of(baking(scheduler={"lr": 1})))
    assert [line[0] for line in lines] == sorted((line[0] for line in lines), key="!?+".index)
    assert lines[0].startswith("? scheduler.lr is set")


def test_time_is_estimated_by_past_runs_alone() -> None:
    assert span_of((), 100) == (None, 0)
    span, runs = span_of([PastRun(100, 50), PastRun(0, 5), PastRun(10, 0)], 100)
    assert (span, runs) == (Span(200, 200), 1)


@given(st.lists(st.builds(PastRun, st.floats(1, 1e6), st.integers(1, 10**6))), st.integers(1, 10**6))
def test_a_span_never_runs_backwards(past: list[PastRun], units: int) -> None:
    span, _ = span_of(past, units)
    assert span is None or 0 < span.least_seconds <= span.most_seconds


@given(st.integers(0, 10**7), st.integers(1, 10))
def test_a_bake_has_at_least_a_step_an_epoch(rows: int, epochs: int) -> None:
    assert (steps_expected({"epochs": epochs}, rows) or 0) >= epochs


@pytest.mark.parametrize(("seconds", "text"), [(0, "0s"), (59.7, "1m"), (3599, "1h00m"), (3720, "1h02m")])
def test_a_span_has_one_unit_or_two(seconds: float, text: str) -> None:
    assert seconds_text(seconds) == text


@pytest.mark.parametrize(("count", "text"), [(950, "950"), (12_400, "12k"), (999_600, "1.0M"), (3_400_000, "3.4M")])
def test_a_large_count_has_a_unit(count: int, text: str) -> None:
    assert count_text(count) == text
