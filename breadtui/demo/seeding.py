"""Putting ready-made prompts, targets and bakes into a repository, with jobs at any point of their way."""

from dataclasses import dataclass, field, replace
from typing import Any

from breadtui.demo.baking import Course, Ending, moment
from breadtui.demo.configs import (
    bake_overrides,
    default_bake,
    default_target,
    merge,
    question_count,
    step_count,
    target_overrides,
)
from breadtui.demo.creation import resolved_bake
from breadtui.demo.jobs import conversations_of, curve_of, training
from breadtui.demo.losses import NOMINAL_STEP_SECONDS
from breadtui.demo.names import model_path
from breadtui.demo.noise import seed_of, uniform
from breadtui.demo.records import Bake, JsonObject, Prompt, Repo, Run, Target

STIM_SECONDS = 240.0
LONG_STIM_SECONDS = 1200.0
ROLLOUT_SECONDS = 1320.0
LONG_STEP_SECONDS = 2.0
FIRST_SEEDED_JOB_ID = 3001
DAY_SECONDS = 86_400.0

DONE = 1.0


@dataclass(frozen=True, slots=True)
class PlannedTarget:
    """A target to put down: `stim` and `rollout` are shares done, 0 to 1; None is not started."""

    name: str
    teacher: str
    student: str
    generators: list[JsonObject]
    each: int = 1
    stim: float | None = DONE
    rollout: float | None = DONE
    rest: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlannedBake:
    """A bake to put down.

    `share` is how much is done, 0 to 1; None is not started. For a bake that ends early it says where it
    ends, and `idle_seconds` how long ago that was. `parent` is a bake of the same repository or a whole model
    path; `curve` overrides what the recipe suggests.
    """

    name: str
    datasets: dict[str, float]
    parent: str | None = None
    share: float | None = DONE
    ending: Ending = "complete"
    error: str | None = None
    idle_seconds: float = 0.0
    step_seconds: float = NOMINAL_STEP_SECONDS
    curve: dict[str, Any] = field(default_factory=dict)
    rest: JsonObject = field(default_factory=dict)


class Seedbed:
    """One repository being filled; `metrics` asks for training logs of about that many rows."""

    def __init__(self, name: str, base_model: str, seed: int, metrics: int | None = None) -> None:
        self.repo = Repo(name, base_model)
        self._seed = seed_of(seed, name)
        self._metrics = metrics
        self._job_id = FIRST_SEEDED_JOB_ID + self._seed % 1000

    def prompt(self, name: str, *messages: JsonObject, tools: list[JsonObject] | None = None) -> None:
        """Put a prompt down."""
        self.repo.keep(Prompt(name, list(messages), tools))

    def system(self, name: str, text: str) -> None:
        """Put down a prompt of a single system message."""
        self.prompt(name, {"role": "system", "content": text})

    def target(self, plan: PlannedTarget) -> None:
        """Put a target down with its two jobs."""
        overrides = {
            "teacher_prompt": plan.teacher,
            "student_prompt": plan.student,
            "generators": plan.generators,
            "num_traj_per_stimulus": plan.each,
            **plan.rest,
        }
        config = merge(default_target(self.repo.base_model), target_overrides(overrides))
        target = Target(plan.name, config)
        questions = question_count(config["generators"])
        target = replace(
            target,
            conversations=conversations_of(self.repo, target) if plan.stim is not None else None,
            stim=self._run(plan.name, plan.stim, questions, STIM_SECONDS if plan.stim == DONE else LONG_STIM_SECONDS),
            rollout=self._run(plan.name, plan.rollout, questions * plan.each, ROLLOUT_SECONDS),
        )
        self.repo.keep(target)

    def bake(self, plan: PlannedBake) -> None:
        """Put a bake down, at its point of the way."""
        datasets = [{"target": name, "weight": weight} for name, weight in plan.datasets.items()]
        overrides: JsonObject = {"datasets": datasets, **plan.rest}
        if plan.parent is not None:
            overrides = merge(overrides, {"model": {"parent_model_name": self._parent(plan.parent)}})
        given = merge(default_bake(), bake_overrides(overrides))
        config = resolved_bake(self.repo, plan.name, given)
        bake = Bake(plan.name, given, config)
        if plan.share is not None:
            curve = replace(curve_of(config), **plan.curve)
            bake = replace(bake, training=training(self._bake_run(plan, config), curve))
        self.repo.keep(bake)

    def _bake_run(self, plan: PlannedBake, config: JsonObject) -> Run:
        seed = seed_of(self._seed, plan.name)
        total, share, step_seconds = step_count(config), plan.share or 0.0, plan.step_seconds
        if self._metrics is not None and plan.ending == "complete":
            total, step_seconds = self._metrics, LONG_STEP_SECONDS
            if share < DONE:
                total, share = 2 * self._metrics, 0.5
        course = Course(seed, total, total * step_seconds)
        if plan.ending != "complete":
            course = replace(course, ending=plan.ending, last=round(total * share), error=plan.error)
        return self._placed(course, share, plan.idle_seconds)

    def _run(self, name: str, share: float | None, total: int, seconds: float) -> Run | None:
        if share is None:
            return None
        return self._placed(Course(seed_of(self._seed, name), total, seconds), share, 0.0)

    def _placed(self, course: Course, share: float, idle_seconds: float) -> Run:
        self._job_id += 1
        spent = moment(course, round(course.total * share)) + idle_seconds
        if share >= DONE:
            spent += DAY_SECONDS * (1 + 6 * uniform(course.seed, 0))
        return Run(self._job_id, -spent, course)

    def _parent(self, parent: str) -> str:
        if "/" in parent:
            return parent
        trained = self.repo.bakes[parent].training
        return model_path(self.repo.name, parent, trained.run.course.total if trained is not None else 1)
