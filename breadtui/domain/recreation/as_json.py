"""Plans and their runs as JSON and back: what is kept on disk, exported, and read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.kept import Part
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.recipe import PlanStep, RecreationPlan
from breadtui.domain.recreation.made import ResourceRef
from breadtui.domain.recreation.run import PlanRun, RunKey, RunKind, RunStanding, StepProgress, StepState


def plan_to_json(plan: RecreationPlan) -> dict[str, Json]:
    """A plan in the service's own form, which is also that of bgit's recipe file. Source: the API contract, lineage."""
    bakes = [{"bake_name": name, "model_names": list(paths)} for name, paths in plan.model_names.items()]
    return {
        "base_model": plan.base_model,
        "total_steps": len(plan.steps),
        "steps": [_step_to_json(step) for step in plan.steps],
        "resources": {"prompts": list(plan.prompts), "targets": list(plan.targets), "bakes": bakes},
    }


def _step_to_json(step: PlanStep) -> JsonObject:
    return {
        "step": step.number,
        "action": step.action,
        "resource_type": step.resource_type,
        "resource_name": step.resource_name,
        "dependencies": list(step.dependencies),
        "config": step.config,
    }


def plan_from_json(value: Json) -> RecreationPlan:
    """The plan again; whatever is not as we write it is left out."""
    fields = _object(value)
    resources = _object(fields.get("resources"))
    bakes = [_object(row) for row in _list(resources.get("bakes"))]
    steps = tuple(_step(number, _object(row)) for number, row in enumerate(_list(fields.get("steps")), 1))
    paths = {name: _texts(bake.get("model_names")) for bake in bakes if (name := _text(bake.get("bake_name")))}
    base = _text(fields.get("base_model"))
    return RecreationPlan(base, steps, _texts(resources.get("prompts")), _texts(resources.get("targets")), paths)


def _step(number: int, row: JsonObject) -> PlanStep:
    given = row.get("step")
    return PlanStep(
        number=given if isinstance(given, int) else number,
        action=_text(row.get("action")),
        resource_type=_text(row.get("resource_type")),
        resource_name=_text(row.get("resource_name")),
        dependencies=_texts(row.get("dependencies")),
        config=_object(row.get("config")),
    )


def run_to_json(run: PlanRun) -> dict[str, Json]:
    """A run with all that going on with it needs."""
    return {
        **head_to_json(run),
        "plan": plan_to_json(run.plan),
        "steps": {str(number): _progress_to_json(progress) for number, progress in run.steps.items()},
        "models": {name: list(paths) for name, paths in run.models.items()},
    }


def head_to_json(run: PlanRun) -> dict[str, Json]:
    """A run without what is large: its plan, its steps, its models."""
    return {
        "repo": run.key.end.repo,
        "bake": run.key.end.name,
        "phase": run.key.end.phase.value,
        "kind": run.key.kind.value,
        "into": run.key.into,
        "started_at": run.started_at.isoformat(),
        "ended_at": None if run.ended_at is None else run.ended_at.isoformat(),
        "from_step": run.from_step,
        "standing": run.standing.value,
        "reason": run.reason,
        "renames": [[ref.kind, ref.name, new] for ref, new in run.renames.items()],
        "asked": run.asked,
        "download_to": run.download_to,
    }


def moved_parts(run: PlanRun, before: PlanRun) -> dict[Part, Json]:
    """The steps and models that came or moved since, each as `run_to_json` has it in its place."""
    moved: dict[Part, Json] = {
        Part("steps", str(number)): _progress_to_json(progress)
        for number, progress in run.steps.items()
        if before.steps.get(number) is not progress
    }
    for name, paths in run.models.items():
        if before.models.get(name) != paths:
            moved[Part("models", name)] = list(paths)
    return moved


def _progress_to_json(progress: StepProgress) -> JsonObject:
    moments = {"began_at": progress.began_at, "ended_at": progress.ended_at, "start_sent_at": progress.start_sent_at}
    return {
        "state": progress.state.value,
        "progress_percent": progress.progress_percent,
        "note": progress.note,
        **{name: None if moment is None else moment.isoformat() for name, moment in moments.items()},
    }


def run_from_json(value: Json) -> PlanRun | None:
    """The run again; None where the text is not ours."""
    fields = _object(value)
    repo, bake, into = (_text(fields.get(name)) for name in ("repo", "bake", "into"))
    started_at, standing = _moment(fields.get("started_at")), _text(fields.get("standing"))
    if not (repo and bake and into) or started_at is None or standing not in set(RunStanding):
        return None
    from_step, asked = fields.get("from_step"), fields.get("asked")
    steps = {int(number): _progress(row) for number, row in _object(fields.get("steps")).items() if number.isdecimal()}
    return PlanRun(
        key=_key(fields, RepoName(repo), bake, RepoName(into)),
        plan=plan_from_json(fields.get("plan")),
        started_at=started_at,
        from_step=from_step if isinstance(from_step, int) else 1,
        standing=RunStanding(standing),
        reason=_text(fields.get("reason")),
        steps=steps,
        renames=_renames(fields.get("renames")),
        models={name: _texts(paths) for name, paths in _object(fields.get("models")).items()},
        asked=asked if isinstance(asked, int) else None,
        ended_at=_moment(fields.get("ended_at")),
        download_to=_text(fields.get("download_to")),
    )


def _key(fields: JsonObject, repo: RepoName, name: str, into: RepoName) -> RunKey:
    """Which run; what an earlier version kept has neither phase nor kind, and remade a bake."""
    phase, kind = _text(fields.get("phase")), _text(fields.get("kind"))
    end = JobKey(repo, Phase(phase) if phase in set(Phase) else Phase.BAKE, name)
    return RunKey(end, into, RunKind(kind) if kind in set(RunKind) else RunKind.REMAKING)


def _progress(value: Json) -> StepProgress:
    row = _object(value)
    percent, state = row.get("progress_percent"), _text(row.get("state"))
    return StepProgress(
        state=StepState(state) if state in set(StepState) else StepState.WAITING,
        began_at=_moment(row.get("began_at")),
        ended_at=_moment(row.get("ended_at")),
        progress_percent=float(percent) if isinstance(percent, (int, float)) else None,
        note=_text(row.get("note")),
        start_sent_at=_moment(row.get("start_sent_at")),
    )


def _renames(value: Json) -> dict[ResourceRef, str]:
    rows = [_texts(row) for row in _list(value)]
    return {ResourceRef(row[0], row[1]): row[2] for row in rows if len(row) == 3}


def _moment(value: Json) -> datetime | None:
    try:
        moment = datetime.fromisoformat(_text(value))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _object(value: Json) -> JsonObject:
    return value if isinstance(value, Mapping) else {}


def _list(value: Json) -> Sequence[Json]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(text for text in _list(value) if isinstance(text, str))


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""
