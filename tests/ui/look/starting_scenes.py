"""Scenes of starts: the actions menu, what a start of a target may mean, checks of every light, a chain."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from breadtui.domain.chain.check import ChainCheck
from breadtui.domain.chain.wish import ChainWish, chain_plan
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.names import JobKey, Phase
from breadtui.domain.preflight.check import preflight_of
from breadtui.domain.preflight.estimates import PastRun
from breadtui.domain.preflight.evidence import Evidence, ModelEvidence
from breadtui.domain.recreation.run import PlanRun, RunStanding, StepProgress, StepState
from breadtui.store.facts.state import AppState
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.present.chain.options import start_options
from breadtui.ui.present.preflight.lines import chain_lines, flight_lines
from breadtui.ui.screens.starting.preflight_screen import Checked, PreflightScreen
from breadtui.ui.screens.starting.start_menu import StartScreen
from breadtui.ui.screens.starting.stopped_before import go_on_heading, stopped_sentences
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_key, a_target_key

BASE = "Qwen/Qwen3-32B"
BAKE = a_key("coder_v5")
DATA = [{"target": "wise", "weight": 0.8}, {"target": "next", "weight": 0.2}]
Opened = Callable[[Store, StoreBridge], Screen[Any]]


def _evidence(**config: Any) -> Evidence:
    settings = {"datasets": DATA, "epochs": 3, "total_trajectories": 2320, **config}
    stages = {
        JobKey(REPO, Phase.ROLLOUT, "wise"): Job(JobKey(REPO, Phase.ROLLOUT, "wise"), JobStatus.COMPLETE, lines=1900),
        JobKey(REPO, Phase.ROLLOUT, "next"): Job(JobKey(REPO, Phase.ROLLOUT, "next"), JobStatus.COMPLETE, lines=420),
    }
    return Evidence(
        BAKE,
        Job(BAKE, JobStatus.NOT_STARTED, config=settings),
        {"wise": {"model_name": BASE}, "next": {"model_name": BASE}},
        jobs=stages,
        models=ModelEvidence(BASE, frozenset({BASE})),
        tokens={"wise": (900, 1200)},
        past=(PastRun(3000, 350), PastRun(3300, 366), PastRun(4100, 350)),
    )


def _asking(evidence: Evidence, *, is_chain_offered: bool = False) -> Opened:
    flight = preflight_of(evidence)

    async def check() -> Checked:
        return Checked(flight.gate, lambda width: flight_lines(flight, width), is_chain_offered)

    return lambda _store, _bridge: PreflightScreen(
        f"Start bake {BAKE.name} in {REPO}?", check, BAKE.name, home="/home/ada/models"
    )


def green() -> Opened:
    """A bake in order."""
    return _asking(_evidence())


def amber() -> Opened:
    """A bake worth a thought."""
    return _asking(_evidence(model={"parent_model_name": "ada/coder/coder_v2/100"}, total_trajectories=30))


def red() -> Opened:
    """A bake that may be started by its name alone."""
    return _asking(_evidence(datasets=[{"target": "wise", "weight": -1}, {"target": "next", "weight": 0}]))


def shut() -> Opened:
    """A bake that the service would refuse."""
    evidence = _evidence()
    running = JobKey(REPO, Phase.ROLLOUT, "next")
    stages = {**evidence.jobs, running: Job(running, JobStatus.RUNNING, progress_percent=22.0)}
    return _asking(replace(evidence, jobs=stages), is_chain_offered=True)


def chain() -> Opened:
    """A chain to a bake, one link of it in doubt."""
    stim = JobKey(REPO, Phase.STIM, "next")
    target: dict[str, Any] = {"teacher_prompt": "", "student_prompt": "", "generators": [{"numq": 40}]}
    flights = (
        preflight_of(Evidence(stim, Job(stim, JobStatus.FAILED, error="no credits"), {"next": target})),
        preflight_of(_evidence()),
    )
    check = ChainCheck(ChainWish(REPO, bakes=(BAKE.name,)), flights, (JobKey(REPO, Phase.STIM, "wise"),))

    async def checked() -> Checked:
        return Checked(check.gate, lambda width: chain_lines(check, width))

    heading = f"Start what leads to bake {BAKE.name} in {REPO}, one after the other?"
    return lambda _store, _bridge: PreflightScreen(
        heading, checked, BAKE.name, home="/home/ada/models", is_bringing_home=True
    )


def stopped() -> Opened:
    """The question where a chain to the same bake was stopped, and one target was not part of it."""
    wish = ChainWish(REPO, ("wise",), (BAKE.name,))
    why = "rollout of wise: Insufficient credits"
    run = PlanRun(wish.key, chain_plan(wish), NOW, standing=RunStanding.STOPPED, reason=why)
    run = run.having(1, StepProgress(StepState.DONE)).having(2, StepProgress(StepState.UNDER_WAY))
    found = tuple(JobKey(REPO, phase, "wise") for phase in (Phase.STIM, Phase.ROLLOUT))
    check = ChainCheck(wish, (preflight_of(_evidence()),), found, (JobKey(REPO, Phase.ROLLOUT, "next"),))

    async def checked() -> Checked:
        sentences = stopped_sentences(run, check.jobs)
        return Checked(check.gate, lambda width: chain_lines(check, width, stopped=sentences))

    return lambda _store, _bridge: PreflightScreen(
        go_on_heading(run), checked, BAKE.name, home="/home/ada/models", other="anew"
    )


def ways(store: Store, _bridge: StoreBridge) -> Screen[Any]:
    """What may be started of a target."""
    return StartScreen("next", start_options(store.state, a_target_key("next")))


def chained(state: AppState) -> AppState:
    """The same with a chain that goes on."""
    wish = ChainWish(REPO, bakes=("coder_v5",), bake_settings={"coder_v5": {"datasets": [{"target": "next"}]}})
    run = PlanRun(wish.key, chain_plan(wish), NOW)
    run = run.having(1, StepProgress(StepState.DONE))
    run = run.having(2, StepProgress(StepState.UNDER_WAY, progress_percent=22.0))
    return replace(state, plan_runs={wish.key: run}, chosen=a_target_key("next"))
