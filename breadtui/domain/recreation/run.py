"""One run of a plan, a bake remade or a chain of jobs: where it goes, how far it is, what it waits for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, ModelPath, Phase, RepoName, parse_model_path
from breadtui.domain.recipe import RecreationPlan
from breadtui.domain.recreation.made import Made, ResourceRef, StepCheck, StepKind
from breadtui.domain.recreation.order import in_order, paths_in
from breadtui.values import dataclass, field, replace

Renames = Mapping[ResourceRef, str]


class RunKind(StrEnum):
    """What a run is: a bake made again by the service's plan, or jobs of what is there started one after another."""

    REMAKING = "remaking"
    CHAIN = "chain"


class RunKey(NamedTuple):
    """One run: the job it ends with, the repository it goes on in, and its kind. A remaking ends with its bake."""

    end: JobKey
    into: RepoName
    kind: RunKind = RunKind.REMAKING

    @property
    def id(self) -> str:
        """One text for it, for the disk. A name of the service's holds no line break."""
        if self.kind is RunKind.CHAIN:
            return f"{self.end.repo}\n{self.end.name}\n{self.end.phase}\n{self.kind}"
        return f"{self.end.repo}\n{self.end.name}\n{self.into}"

    @property
    def is_elsewhere(self) -> bool:
        """It goes into another repository than the one the bake is in."""
        return self.into != self.end.repo

    @property
    def is_chain(self) -> bool:
        """It starts what is there and makes nothing."""
        return self.kind is RunKind.CHAIN

    @property
    def words(self) -> str:
        """What it is called in a sentence; the names in it are raw."""
        if self.kind is RunKind.CHAIN:
            of = "" if self.end.phase is Phase.BAKE else "of "
            return f"the chain to {self.end.phase} {of}{self.end.name}"
        return f"remaking {self.end.name} in {self.into}"


class RunStanding(StrEnum):
    """What a run does: it goes on, was stopped, waits for a person's decision, or is through."""

    RUNNING = "running"
    STOPPED = "stopped"
    ASKING = "asking"
    DONE = "done"


class Decision(StrEnum):
    """What a person may decide where the service has something else under a name of the plan."""

    KEEP_THEIRS = "keep_theirs"
    RENAME = "rename"
    GIVE_UP = "give_up"


class StepState(StrEnum):
    """How far one step of a run is: not yet, under way, made or run, found as wanted, or left out."""

    WAITING = "waiting"
    UNDER_WAY = "under_way"
    DONE = "done"
    FOUND = "found"
    KEPT = "kept"
    SKIPPED = "skipped"


SETTLED_STEPS = frozenset({StepState.DONE, StepState.FOUND, StepState.KEPT, StepState.SKIPPED})


@dataclass(frozen=True, slots=True)
class StepProgress:
    """One step of a run; `start_sent_at` is set just before a start is sent, until the job is seen to have begun."""

    state: StepState = StepState.WAITING
    began_at: datetime | None = None
    ended_at: datetime | None = None
    progress_percent: float | None = None
    note: str = ""
    start_sent_at: datetime | None = None


NOT_BEGUN = StepProgress()


@dataclass(frozen=True, slots=True)
class PlanRun:
    """A run with all that is needed to go on with it later.

    `models` maps each bake of the plan, by its old name, to the paths of the remade one. `restart` are the steps that
    a person asked to start anew where they failed. `asked` is what `standing` ASKING waits for.
    `download_to` is the folder that the weights of its end go to once it is through; empty where they stay.
    """

    key: RunKey
    plan: RecreationPlan
    started_at: datetime
    from_step: int = 1
    standing: RunStanding = RunStanding.RUNNING
    reason: str = ""
    steps: Mapping[int, StepProgress] = field(default_factory=dict)
    renames: Renames = field(default_factory=dict)
    models: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    restart: frozenset[int] = frozenset()
    asked: int | None = None
    asked_check: StepCheck | None = None
    ended_at: datetime | None = None
    download_to: str = ""

    @property
    def is_done(self) -> bool:
        """It is through."""
        return self.standing is RunStanding.DONE

    @property
    def is_under_way(self) -> bool:
        """It runs, or would but for a decision."""
        return self.standing in {RunStanding.RUNNING, RunStanding.ASKING}

    def progress(self, number: int) -> StepProgress:
        """How far a step is."""
        return self.steps.get(number, NOT_BEGUN)

    def having(self, number: int, progress: StepProgress) -> PlanRun:
        """The same with one step further."""
        return replace(self, steps={**self.steps, number: progress})

    def unsettled(self) -> PlanRun:
        """The same with every step to be looked at again but those that a person decided or left out.

        What was made may be gone or changed by the time a run goes on.
        """
        again = {StepState.DONE, StepState.FOUND}
        kept = {number: progress for number, progress in self.steps.items() if progress.state not in again}
        return replace(self, steps=kept)

    def ordered(self) -> tuple[Made, ...]:
        """The steps in the order in which they are done, under their new names; what is not understood is left out."""
        order, _ = in_order(self.plan.steps, self.key.end.repo)
        return tuple(one for one in order if one.kind is not StepKind.UNKNOWN)

    @property
    def done_count(self) -> int:
        """How many steps are settled."""
        return sum(self.progress(step.number).state in SETTLED_STEPS for step in self.plan.steps)


def renamed(made: Made, renames: Renames) -> Made:
    """A step under the names that were chosen for this run: its own, and those of prompts and targets it uses."""
    if not renames:
        return made
    settings: dict[str, object] = dict(made.settings)
    for key in ("teacher_prompt", "student_prompt"):
        if isinstance(name := settings.get(key), str):
            settings[key] = renames.get(ResourceRef("prompt", name), name)
    datasets = settings.get("datasets")
    if isinstance(datasets, list):
        settings["datasets"] = [_renamed_dataset(entry, renames) for entry in datasets]
    return replace(made, name=renames.get(made.ref, made.name), settings=settings)  # type: ignore[arg-type]  # JSON


def _renamed_dataset(entry: object, renames: Renames) -> object:
    if not isinstance(entry, Mapping) or not isinstance(name := entry.get("target"), str):
        return entry
    return {**entry, "target": renames.get(ResourceRef("target", name), name)}


class Filled(NamedTuple):
    """A step with the models of this run in it, and what is worth saying about them."""

    made: Made
    notes: tuple[str, ...] = ()


def filled(made: Made, run: RunKey, models: Mapping[str, tuple[str, ...]], renames: Renames) -> Filled:
    """The step with each path to a bake that this run makes anew replaced by the remade bake's own path.

    The checkpoint of the same number is taken where the remade bake has one, else its newest, which is noted. A path
    to a bake whose new models are not known stays.
    """
    notes: list[str] = []
    settings = dict(made.settings)
    for place, path in paths_in(made.settings):
        if not is_remade(path, run, renames) or not models.get(path.bake):
            continue
        new, is_same_checkpoint = chosen_path(path, models[path.bake])
        if not is_same_checkpoint:
            notes.append(
                f"{path.bake} was used at checkpoint {path.checkpoint}; the remade one has none: {new} is used"
            )
        _put(settings, place, new)
    return Filled(replace(made, settings=settings), tuple(notes))


def is_remade(path: ModelPath, run: RunKey, renames: Renames) -> bool:
    """A path to a bake that this run makes under another path than the old one."""
    return path.repo == run.end.repo and (run.is_elsewhere or ResourceRef("bake", path.bake) in renames)


def chosen_path(path: ModelPath, models: tuple[str, ...]) -> tuple[str, bool]:
    """The remade model for an old path, and whether it has the same checkpoint; else it is the newest."""
    parsed = [found for text in models if (found := parse_model_path(text)) is not None]
    same = next((found for found in parsed if found.checkpoint == path.checkpoint), None)
    if same is not None:
        return str(same), True
    newest = max(parsed, key=lambda found: found.checkpoint, default=None)
    return (models[0] if newest is None else str(newest)), False


def _put(settings: dict[str, object] | JsonObject, place: str, path: str) -> None:
    if not isinstance(settings, dict):
        return
    if place == "model_name":
        settings["model_name"] = path
        return
    model = settings.get("model")
    settings["model"] = {**model, "parent_model_name": path} if isinstance(model, Mapping) else model
