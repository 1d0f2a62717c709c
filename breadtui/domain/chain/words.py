"""A chain in words: what it does, how far it is, what follows a job. Names are raw: clean before showing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from breadtui.domain.names import JobKey, Phase
from breadtui.domain.recreation.made import RUNS, Made
from breadtui.domain.recreation.order import Place, needed_by
from breadtui.domain.recreation.run import SETTLED_STEPS, PlanRun, RunStanding, StepState

NAMES_TOLD = 3


def job_words(key: JobKey) -> str:
    """`stim of wise`, `bake coder_v8`."""
    return f"bake {key.name}" if key.phase is Phase.BAKE else f"{key.phase} of {key.name}"


def chain_words(run: PlanRun) -> str:
    """All that a chain does, in order, e.g. `stim, rollout of wise, then bake coder_v8`."""
    return plan_words(run.ordered())


def plan_words(steps: Sequence[Made]) -> str:
    """What these steps do, e.g. `stim, rollout of wise, then bake coder_v8`."""
    targets = list(dict.fromkeys(made.name for made in steps if RUNS[made.kind] is not Phase.BAKE))
    phases = list(dict.fromkeys(RUNS[made.kind].value for made in steps if RUNS[made.kind] is not Phase.BAKE))
    bakes = [f"bake {made.name}" for made in steps if RUNS[made.kind] is Phase.BAKE]
    rows = [f"{', '.join(phases)} of {', '.join(_few(targets))}"] if targets else []
    return ", then ".join((*rows, *bakes))


def next_words(run: PlanRun, key: JobKey) -> str:
    """What follows one job that a chain waits for, e.g. `then rollout, bake coder_v8`; empty where nothing does."""
    following = _following(run, key) if _is_awaited(run, key) else []
    if not following:
        return ""
    own = [RUNS[made.kind].value for made in following if made.name == key.name and RUNS[made.kind] is not Phase.BAKE]
    bakes = [f"bake {made.name}" for made in following if RUNS[made.kind] is Phase.BAKE]
    others = len(following) - len(own) - len(bakes)
    more = [f"{others} more of other targets"] if others else []
    return f"then {', '.join((*own, *more, *_few(bakes)))}"


def _is_awaited(run: PlanRun, key: JobKey) -> bool:
    """The chain goes on and this job of it has not ended; names come first, since most jobs are of no chain."""
    if run.standing is not RunStanding.RUNNING or all(step.resource_name != key.name for step in run.plan.steps):
        return False
    step = next((made for made in run.ordered() if made.job_key(run.key.into) == key), None)
    return step is not None and run.progress(step.number).state not in SETTLED_STEPS


def standing_words(run: PlanRun) -> str:
    """How far a chain is, e.g. `2 of 5 done, rollout of wise 22%`, or why it stopped."""
    steps = run.ordered()
    done = f"{run.done_count} of {len(steps)} done"
    if run.standing is RunStanding.DONE:
        return f"all {len(steps)} done" if len(steps) > 1 else "done"
    if run.standing is not RunStanding.RUNNING:
        stopped = f"stopped: {run.reason}" if run.reason else "stopped"
        return f"{done}, {stopped}" if len(steps) > 1 else stopped
    going = [_progress_words(run, made) for made in steps if run.progress(made.number).state is StepState.UNDER_WAY]
    return ", ".join((done, *_few(going)))


def stopped_words(run: PlanRun) -> tuple[str, ...]:
    """Of a chain that was stopped: where it stood, and why it stopped; a sentence each.

    `It stopped at step 2 of 3, rollout of wise.`; where jobs ran side by side, all of them.
    """
    steps = run.ordered()
    left = [made for made in steps if run.progress(made.number).state not in SETTLED_STEPS]
    standing = [made for made in left if run.progress(made.number).state is StepState.UNDER_WAY] or left[:1]
    why = [f"Why: {run.reason}."] if run.reason else []
    if not standing:
        return ("It stopped after its last step.", *why)
    places = _few([str(steps.index(made) + 1) for made in standing])
    names = _few([job_words(made.job_key(run.key.into)) for made in standing])
    steps_words = f"step{'s' if len(standing) > 1 else ''} {', '.join(places)} of {len(steps)}"
    return (f"It stopped at {steps_words}, {', '.join(names)}.", *why)


def has_job(run: PlanRun, key: JobKey) -> bool:
    """One of the chain's jobs is this."""
    return run.key.is_chain and any(made.job_key(run.key.into) == key for made in run.ordered())


def _progress_words(run: PlanRun, made: Made) -> str:
    percent = run.progress(made.number).progress_percent
    return job_words(made.job_key(run.key.into)) + (f" {percent:.0f}%" if percent is not None else "")


def _following(run: PlanRun, key: JobKey) -> list[Made]:
    """The unsettled steps that wait for this job, directly or by way of others."""
    awaited: set[Place] = {(made.kind, made.name) for made in run.ordered() if made.job_key(run.key.into) == key}
    found = []
    for made in run.ordered():
        if awaited.isdisjoint(needed_by(made, run.key.end.repo)):
            continue
        awaited.add((made.kind, made.name))
        if run.progress(made.number).state not in SETTLED_STEPS:
            found.append(made)
    return found


def _few(words: Sequence[str]) -> Iterator[str]:
    yield from words[:NAMES_TOLD]
    if (more := len(words) - NAMES_TOLD) > 0:
        yield f"{more} more"
