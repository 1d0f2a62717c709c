"""What the detail pane draws, and which tabs a choice has."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from breadtui.domain.bgit.checkout import branches_with
from breadtui.domain.descent.forest import BakePlace
from breadtui.domain.descent.lineage import Lineage
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.labels.labels import NO_LABEL, CheckpointKey, Label
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, TargetKey, TargetName
from breadtui.domain.recipe import RecreationPlan, datasets_of
from breadtui.domain.repos import Repo, RepoTree, Target
from breadtui.store.facts.remote import NOT_ASKED, Remote, value_of
from breadtui.store.facts.state import AppState, Choice, RepoContents, SeenJob
from breadtui.store.views.taught import Taught
from breadtui.ui.present.chain.about import chains_about
from breadtui.ui.present.detail.plan_slice import check_shown, run_shown

if TYPE_CHECKING:
    from breadtui.domain.recreation.check import PlanCheck
    from breadtui.domain.recreation.run import PlanRun


class Tab(StrEnum):
    """The tabs of the pane by their titles."""

    OVERVIEW = "Overview"
    CONFIG = "Config"
    DATA = "Data"
    PROMPTS = "Prompts"
    GRAPH = "Graph"
    PLAN = "Plan"
    BLAME = "Blame"
    JOURNAL = "Journal"


class DetailSlice(NamedTuple):
    """What is known of what is chosen.

    `stages` are stim and rollout of each target it is made from, in the order of its configuration, or of the
    target itself. `taught` is what is known of prompts, targets and descent in all open repositories; `checkpoint`
    the training step looked at of a bake.
    """

    chosen: Choice | None = None
    job: SeenJob | None = None
    stages: tuple[SeenJob | None, ...] = ()
    targets: tuple[Remote[Target], ...] = ()
    lineage: Lineage | None = None
    repos: Remote[tuple[Repo, ...]] = NOT_ASKED
    tree: Remote[RepoTree] = NOT_ASKED
    contents: Remote[RepoContents] = NOT_ASKED
    metrics: Remote[MetricSeries] = NOT_ASKED
    plan: Remote[RecreationPlan] = NOT_ASKED
    plan_check: Remote[PlanCheck] | None = None
    plan_run: PlanRun | None = None
    taught: Taught = Taught({}, {}, {})
    checkpoint: int | None = None
    tags: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    chains: tuple[PlanRun, ...] = ()
    label: Label = NO_LABEL


def is_bake(chosen: Choice | None) -> bool:
    """A bake is chosen, which has every tab."""
    return isinstance(chosen, JobKey) and chosen.phase is Phase.BAKE


def tabs_of(chosen: Choice | None) -> tuple[Tab, ...]:
    """The tabs that say something about a choice."""
    match chosen:
        case JobKey(_, Phase.BAKE, _):
            return tuple(Tab)
        case JobKey():
            return (Tab.OVERVIEW, Tab.CONFIG, Tab.DATA, Tab.GRAPH, Tab.JOURNAL)
        case TargetKey():
            return (Tab.OVERVIEW, Tab.CONFIG, Tab.DATA, Tab.GRAPH)
        case _:
            return (Tab.OVERVIEW,)


def detail_slice(state: AppState) -> DetailSlice:
    """The parts of the state that concern what is chosen."""
    chosen = state.chosen
    if chosen is None or isinstance(chosen, PromptKey):
        return DetailSlice(chosen)
    repo = chosen if isinstance(chosen, str) else chosen.repo
    found = DetailSlice(
        chosen=chosen,
        lineage=state.lineages.get(repo),
        repos=state.repos,
        tree=state.trees.get(repo, NOT_ASKED),
        contents=state.contents.get(repo, NOT_ASKED),
        taught=Taught(state.lineages, state.targets, state.prompts),
        checkpoint=state.checkpoint,
        tags=state.tags.get(chosen, ()),
        branches=branches_with(state.bgit, chosen),
        chains=chains_about(state, chosen),
        label=_label_of(state, chosen),
    )
    if isinstance(chosen, str):
        return found
    if isinstance(chosen, JobKey):
        found = found._replace(
            job=state.jobs.get(chosen),
            metrics=state.metrics.get(chosen, NOT_ASKED),
            plan=state.plans.get(chosen, NOT_ASKED),
            plan_check=check_shown(state, chosen),
            plan_run=run_shown(state, chosen),
        )
    keys = [TargetKey(repo, name) for name in _target_names(found)]
    stages = [state.jobs.get(JobKey(repo, phase, key.name)) for key in keys for phase in (Phase.STIM, Phase.ROLLOUT)]
    return found._replace(stages=tuple(stages), targets=tuple(state.targets.get(key, NOT_ASKED) for key in keys))


def _label_of(state: AppState, chosen: Choice) -> Label:
    """That of the checkpoint looked at, else of what is chosen."""
    if state.checkpoint is not None and isinstance(chosen, JobKey):
        return state.labels.at(CheckpointKey(chosen.repo, BakeName(chosen.name), state.checkpoint))
    return state.labels.at(chosen)


def _target_names(facts: DetailSlice) -> Sequence[TargetName]:
    match facts.chosen:
        case JobKey(_, Phase.BAKE, _):
            return [dataset.target for dataset in datasets_of(config_of(facts))]
        case JobKey(_, _, name) | TargetKey(_, name):
            return [TargetName(name)]
        case _:
            return []


def config_of(facts: DetailSlice) -> JsonObject:
    """The resolved configuration of what is chosen, from the fullest answer there was."""
    match facts.chosen:
        case JobKey(_, Phase.BAKE, name):
            if facts.job is not None and facts.job.job.config:
                return facts.job.job.config
            return _bake_config(facts, BakeName(name)) or {}
        case JobKey() | TargetKey():
            target = value_of(facts.targets[0]) if facts.targets else None
            return target.config if target else stage_config(facts)
        case _:
            return {}


def stage_config(facts: DetailSlice) -> JsonObject:
    """What stim and rollout of the first target say of its configuration."""
    merged: dict[str, Json] = {}
    for seen in facts.stages[:2]:
        merged |= dict(seen.job.config) if seen is not None else {}
    return merged


def _bake_config(facts: DetailSlice, name: BakeName | None) -> JsonObject | None:
    """A bake's configuration as the tree answer has it."""
    descent = facts.lineage.descents.get(name) if facts.lineage and name else None
    return descent.bake.config if descent and descent.bake else None


def place_of(facts: DetailSlice) -> BakePlace | None:
    """The chosen bake's place in the forest; None where something else is chosen."""
    chosen = facts.chosen
    is_a_bake = isinstance(chosen, JobKey) and chosen.phase is Phase.BAKE
    return BakePlace(chosen.repo, BakeName(chosen.name)) if isinstance(chosen, JobKey) and is_a_bake else None


def parent_config_of(facts: DetailSlice) -> JsonObject | None:
    """The configuration of the bake that the chosen one started from, in any open repository; None without one."""
    place = place_of(facts)
    parent = facts.taught.forest.parent_of(place) if place is not None else None
    return (facts.taught.config_of(parent) or None) if parent is not None else None


def bake_choice(place: BakePlace) -> JobKey | None:
    """The bake at a place as something to go to; None in another user's repository, which cannot be opened."""
    return None if "/" in place.repo else JobKey(place.repo, Phase.BAKE, place.bake)


def rows_key_of(facts: DetailSlice) -> JobKey | None:
    """The job whose output rows the data tab shows: a chosen stim or rollout, else the furthest one that has begun."""
    chosen = facts.chosen
    if isinstance(chosen, JobKey) and chosen.phase is not Phase.BAKE:
        return chosen
    begun = [seen.job.key for seen in reversed(facts.stages[:2]) if seen is not None and seen.job.lines]
    if begun:
        return begun[0]
    names = _target_names(facts)
    return JobKey(chosen.repo, Phase.STIM, names[0]) if names and isinstance(chosen, (JobKey, TargetKey)) else None
