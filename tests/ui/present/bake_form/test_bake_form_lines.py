"""The lines around the form of a bake: shares, rows, the estimate, what stands in the way, what can be picked."""

from breadtui.domain.baking.draft import BakeDraft
from breadtui.domain.baking.known import Known, KnownTarget, prospect
from breadtui.domain.baking.resolved import BUILT_IN
from breadtui.domain.errors import Invalid
from breadtui.domain.forms.problems import Problem
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase, TargetName
from breadtui.domain.repos import Target
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState, SeenJob
from breadtui.ui.present.bake_form.lines import summary, value_facts
from breadtui.ui.present.bake_form.options import model_options, target_options, template_options
from breadtui.ui.present.bake_form.previews import model_preview, target_preview, template_preview
from breadtui.ui.present.bake_form.surroundings import OpenModels, answered_by, below_in, known_in, model_paths
from breadtui.ui.present.glyphs import ASCII
from breadtui.ui.present.tones import Line
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_job, a_key, a_state, a_target_key, a_tree

PATH = "ada/coder/coder_v1/30"


def rollout(status: JobStatus, lines: int | None = None) -> Job:
    return Job(JobKey(REPO, Phase.ROLLOUT, "t"), status, lines=lines, total_expected=100)


DONE = KnownTarget({"model_name": "Qwen/Qwen3-32B"}, rollout(JobStatus.COMPLETE, 1600))
BAKED = KnownTarget({"model_name": PATH}, rollout(JobStatus.RUNNING, 40))


def text(line: Line) -> str:
    return "".join(span.text for span in line)


def a_known(**targets: KnownTarget) -> Known:
    return Known("Qwen/Qwen3-32B", frozenset(targets), targets)


def state() -> AppState:
    """A repository with a bake whose model answers one of two targets."""
    rows = a_job("wise", JobStatus.COMPLETE, phase=Phase.ROLLOUT, lines=1900)
    begun = a_state(a_tree(["coder_v1"]), [rows], targets=["wise", "next"])
    targets = {a_target_key("wise"): Ready(Target(TargetName("wise"), {"model_name": PATH}), NOW)}
    return replace(begun, targets=targets)


def test_weights_become_shares_of_all_that_count() -> None:
    config: JsonObject = {"datasets": [{"target": "a", "weight": 3}, {"target": "b"}, {"target": "c", "weight": -5}]}
    known = a_known(a=DONE, b=BAKED)

    facts = value_facts(config, known, prospect(BakeDraft("x", given=config), BUILT_IN, known), ASCII)

    assert text(facts["datasets", 0]) == "  [######  ]  75%  1,600 rows"
    assert text(facts["datasets", 1]) == "  [##      ]  25%  40 rows so far, 40%"
    assert text(facts["datasets", 2]) == "  [        ]   0%"


def test_the_batch_in_all_and_the_rows_there_are_now_stand_behind_their_rows() -> None:
    draft = BakeDraft("x", given={"datasets": [{"target": "a"}], "gradient_accumulation_steps": 4})
    known = a_known(a=DONE)

    facts = value_facts(draft.resolved(BUILT_IN), known, prospect(draft, BUILT_IN, known), ASCII)

    assert text(facts["micro_batch_size",]) == "  effective batch 64 on 8 GPUs (estimate)"
    assert text(facts["total_trajectories",]) == "  1,600 now"


def test_the_estimate_says_that_it_is_one_and_what_is_missing() -> None:
    draft = BakeDraft("x", given={"datasets": [{"target": "a"}, {"target": "b"}], "epochs": 2})
    known = a_known(a=DONE, b=BAKED)

    first, _ = summary(prospect(draft, BUILT_IN, known), (), is_sending=False, error=None)

    assert text(first) == " estimate: 1,640 rows × 2 epochs ÷ 16 = 204 steps  without what is unfinished"


def test_without_rows_no_step_is_promised() -> None:
    first, _ = summary(prospect(BakeDraft("x"), BUILT_IN, Known()), (), is_sending=False, error=None)

    assert text(first) == " estimate: rows are not known yet, 16 of them a step"


def test_what_stands_in_the_way_is_told_before_what_is_doubtful() -> None:
    estimate = prospect(BakeDraft("x"), BUILT_IN, Known())
    wrong, doubtful = Problem(("epochs",), "no"), Problem(("seed",), "hm", is_warning=True)

    def standing(*problems: Problem, is_sending: bool = False, error: Invalid | None = None) -> str:
        return text(summary(estimate, problems, is_sending=is_sending, error=error)[1])

    assert standing(wrong, doubtful) == " 1 to be put right first, ctrl+g goes there"
    assert standing(doubtful) == " 1 doubtful, ctrl+g goes there · f2 creates it all the same"
    assert standing() == " nothing is wrong · f2 creates it; it is not started by that"
    assert standing(wrong, is_sending=True) == " being created…"
    assert standing(error=Invalid("turbo\x1b[2J", status=422)).startswith(" not created: ")
    assert "\x1b" not in standing(error=Invalid("turbo\x1b[2J", status=422))


def test_targets_that_are_ready_and_fit_the_parent_come_first() -> None:
    known = a_known(a=BAKED, b=DONE, c=KnownTarget())

    options = target_options(known, ("a", "b", "c"), "Qwen/Qwen3-32B")

    assert [(option.text, option.heading, option.about) for option in options] == [
        ("b", "ready", "1,600 rows"),
        ("a", "not ready, or answered by another model", f"40 rows so far, 40% · {PATH}"),
        ("c", "not ready, or answered by another model", ""),
    ]


def test_templates_and_models_come_from_the_open_repositories() -> None:
    paths = model_paths(state())

    assert [option.value for option in template_options(state(), REPO)] == ["default", "coder_v1"]
    assert [option.value for option in model_options(state(), REPO)] == ["Qwen/Qwen3-32B", *paths]
    assert len(paths) == 1


def test_what_is_known_is_taken_from_the_state() -> None:
    known = known_in(state(), REPO)

    assert known.base_model == "Qwen/Qwen3-32B"
    assert known.target("wise").rows == 1900
    assert known.target("next").rows is None
    assert known.names == {"wise", "next"}
    assert known.bakes is not None
    assert [name for name in ("coder_v1", "coder_v2") if name in known.bakes] == ["coder_v1"]
    assert answered_by(state(), REPO, PATH) == ("wise",)
    assert replace(known_in(AppState(), REPO), models=None) == Known(targets={}, repos=frozenset())


def test_a_template_is_the_newest_configuration_that_was_seen() -> None:
    seen = a_job("coder_v1", JobStatus.COMPLETE, config={"epochs": 7})
    newer = replace(state(), jobs={a_key("coder_v1"): SeenJob(seen, NOW, NOW)})

    assert below_in(newer, REPO, "coder_v1") == {"epochs": 7}
    assert below_in(newer, REPO, "default") == BUILT_IN
    assert below_in(newer, REPO, "gone") == {}


def test_previews_tell_what_is_known_and_what_is_not() -> None:
    assert text(template_preview(state(), REPO, "default")[0]).startswith(" Built in.")
    assert text(template_preview(state(), REPO, "gone")[0]) == " not read yet"
    assert text(target_preview(state(), REPO, "wise")[0]) == " 1,900 rows"
    assert text(target_preview(state(), REPO, "next")[-1]) == " reading…"
    assert text(model_preview(state(), "Qwen/Qwen3-32B")[0]).startswith(" A base model")
    assert text(model_preview(state(), "ada/elsewhere/b/1")[0]) == " elsewhere is not open"
    assert text(model_preview(state(), PATH)[0]).startswith(" coder_v1, complete, checkpoint 30")


def test_a_model_is_known_by_its_bake_or_as_a_base_model() -> None:
    models = OpenModels([a_tree(["coder_v1"])], ["Qwen/Qwen3-32B"])
    (path, *_) = model_paths(state())
    assert path in models
    assert "Qwen/Qwen3-32B" in models
    for stranger in ("ada/coder/coder_v1/31", "ada/coder/coder_v9/30", "ada/other/coder_v1/30", "coder_v1", None):
        assert stranger not in models
