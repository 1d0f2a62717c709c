"""The program on a line of models that never changes: its tree, graph, plan, blame and what differs in it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from breadtui.domain.jobs import Job, JobStatus, LossSummary
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName, TargetKey
from breadtui.domain.recipe import Dependency, DependencyGraph, PlanStep, RecreationPlan
from breadtui.domain.recreation.check import PlanCheck
from breadtui.domain.recreation.made import FieldDifference, StepCheck, StepStanding
from breadtui.domain.recreation.run import RunKey
from breadtui.domain.repos import RepoTree, Target, TreeBake
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState
from breadtui.values import replace
from tests.fakes.states import NOW, a_prompt, a_state, a_target_key

REPO = RepoName("coder")
CHILD = JobKey(REPO, Phase.BAKE, BakeName("coder_v3"))
BASE = "Qwen/Qwen3-32B"
PARENTS = {
    "coder_v2": "coder_v1",
    "coder_v2b": "coder_v1",
    "coder_v3": "coder_v2",
    "coder_v3b": "coder_v2",
    "coder_v4": "coder_v3",
    "gone_child": "gone",
}
NAMES = (
    "coder_v1",
    *PARENTS,
    "a_name_that_is_far_too_long_for_any_pane_and_is_cut_in_its_middle",
    "circle_a",
    "circle_b",
)
RULES = (
    "Read the error message before you guess.",
    "Name things for what they are.",
    "Write the failing test first.",
    "Change one thing at a time, and say why.",
)


def _config(name: str) -> dict[str, Any]:
    generation = name.removeprefix("coder_v").rstrip("b") or "1"
    parent = PARENTS.get(name)
    step = 160 if name == "coder_v3" else 183
    return {
        "datasets": [{"target": f"lesson_{generation}", "weight": 3.0}, {"target": "manners", "weight": 1.0}],
        "epochs": 2 if name == "coder_v3" else 3,
        "optimizer": {"learning_rate": 0.001},
        "model": {"type": "bake", **({"parent_model_name": f"ada/{REPO}/{parent}/{step}"} if parent else {})},
        "seed": 42,
    }


def _bake(name: str) -> TreeBake:
    status = {"coder_v4": JobStatus.RUNNING, "coder_v3b": JobStatus.FAILED}.get(name, JobStatus.COMPLETE)
    steps = (183, 160) if status is JobStatus.COMPLETE else ()
    models = tuple(f"ada/{REPO}/{name}/{step}" for step in steps)
    return TreeBake(BakeName(name), status, status.value, models, steps, _config(name))


def _tree() -> RepoTree:
    edges = (*PARENTS.items(), ("circle_a", "circle_b"), ("circle_b", "circle_a"))
    return RepoTree(REPO, BASE, {BakeName(name): _bake(name) for name in NAMES}, edges)


def _job(name: str, phase: Phase = Phase.BAKE, loss: float | None = None) -> Job:
    bake = _bake(name) if phase is Phase.BAKE else None
    return Job(
        JobKey(REPO, phase, name),
        bake.status if bake else JobStatus.COMPLETE,
        bake.status_text if bake else "complete",
        lines=None if bake else 100,
        progress_percent=46.0 if name == "coder_v4" else None,
        error="CUDA out of memory." if name == "coder_v3b" else None,
        loss=LossSummary(loss, None, loss, 2e-6) if loss else None,
        model_names=bake.model_names if bake else (),
        config=bake.config if bake else {},
    )


def _teacher(generation: int) -> str:
    known = "\n".join(f"- {rule}" for rule in RULES[: generation - 1])
    return f"You are a careful engineer. Today's lesson: {RULES[generation - 1]}\n\nYou already know:\n{known}".rstrip()


def descended() -> AppState:
    """A bake of the third generation is chosen, which began from an earlier checkpoint of its parent."""
    losses = {"coder_v1": 2.0e-7, "coder_v2": 1.9e-7, "coder_v3": 1.31e-7, "coder_v4": 1.74e-7}
    stages = [_job(f"lesson_{number}", phase) for number in (1, 2, 3) for phase in (Phase.STIM, Phase.ROLLOUT)]
    prompts = [a_prompt(_teacher(number), name=f"teach_{number}") for number in (1, 2, 3)]
    nobody, kind = a_prompt("", name="nobody"), a_prompt("You are kind.", name="kind")
    teachers = {f"lesson_{number}": f"teach_{number}" for number in (1, 2, 3)} | {"manners": "kind"}
    targets = {a_target_key(name): Target(a_target_key(name).name, _target(of)) for name, of in teachers.items()}
    check = _check()
    state = a_state(
        _tree(),
        [*(_job(name, loss=loss) for name, loss in losses.items()), _job("coder_v3b"), *stages],
        prompts=(*prompts, kind, nobody),
        targets=tuple(teachers),
        chosen=CHILD,
        plans={CHILD: Ready(check.plan, NOW)},
        plan_checks={check.key: Ready(check, NOW)},
        graphs={CHILD: Ready(_graph(targets), NOW)},
    )
    return replace(state, targets={key: Ready(target, NOW) for key, target in targets.items()})


def _target(teacher: str) -> dict[str, Any]:
    return {"teacher_prompt": teacher, "student_prompt": "nobody", "generators": [{"type": "persona", "numq": 100}]}


def _graph(targets: Mapping[TargetKey, Target]) -> DependencyGraph:
    line = ("coder_v3", "coder_v2", "coder_v1")
    arrows = [Dependency("bake", child, "bake", parent) for child, parent in pairwise(line)]
    for bake in line:
        taught = (f"lesson_{bake.removeprefix('coder_v')}", "manners")
        arrows += [Dependency("bake", bake, "target", target) for target in taught]
    for key, target in targets.items():
        names = (target.config["teacher_prompt"], target.config["student_prompt"])
        arrows += [Dependency("target", key.name, "prompt", str(prompt)) for prompt in names]
    prompts = {arrow.name: f"prompts/{arrow.name}.yml" for arrow in arrows if arrow.kind == "prompt"}
    configs = {str(key.name): target.config for key, target in targets.items()}
    return DependencyGraph(BASE, {name: _config(name) for name in line}, configs, prompts, tuple(arrows))


def _check() -> PlanCheck:
    """A plan of which one target is another by now, and the last training is not done."""
    rows = [
        ("create_prompt", "prompt", "teach_3", ()),
        ("create_prompt", "prompt", "nobody", ()),
        ("create_target", "target", "lesson_3", ("prompt:teach_3", "prompt:nobody")),
        ("run_stim", "target", "lesson_3", ("target:lesson_3",)),
        ("run_rollout", "target", "lesson_3", ("target:lesson_3",)),
        ("create_bake", "bake", "coder_v3", ("target:lesson_3", "bake:coder_v2")),
        ("run_bake", "bake", "coder_v3", ("bake:coder_v3", "target:lesson_3:rollout_complete")),
    ]
    steps = tuple(PlanStep(number, *row) for number, row in enumerate(rows, start=1))
    checks = {step.number: StepCheck(StepStanding.DONE) for step in steps}
    checks[3] = StepCheck(StepStanding.DIFFERENT, (FieldDifference("temperature", 1.0, 0.7),))
    checks[6] = checks[7] = StepCheck(StepStanding.MISSING)
    warning = "the plan assumes ada/coder/coder_v2/183, coder_v3 began from ada/coder/coder_v2/160"
    plan = RecreationPlan(BASE, steps)
    return PlanCheck(RunKey(CHILD, REPO), plan, checks, (warning,), base_model=BASE, checked_at=NOW)
