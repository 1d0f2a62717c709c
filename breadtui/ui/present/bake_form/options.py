"""What can be picked in the form of a bake: templates, targets with their rows, models by their repository."""

from __future__ import annotations

from breadtui.domain.baking.draft import DEFAULT_TEMPLATE, entries_of
from breadtui.domain.baking.known import Known, KnownTarget
from breadtui.domain.jobs import JobStatus, progress_percent_of
from breadtui.domain.names import RepoName
from breadtui.domain.target.models import model_choices
from breadtui.store.facts.remote import value_of
from breadtui.store.facts.state import AppState
from breadtui.store.views.base_models import base_model_in
from breadtui.ui.present.bake_form.surroundings import tree_in
from breadtui.ui.present.form.options import Option
from breadtui.ui.present.tones import Tone

BASE_MODELS = "base models"
BAKES_HEADING = "bakes of this repository"


def template_options(state: AppState, repo: RepoName) -> list[Option]:
    """The built-in template, and every bake of the repository, the newest first."""
    tree = tree_in(state, repo)
    bakes = list(tree.bakes.values()) if tree is not None else []
    found = [
        Option(bake.name, bake.name, _learns_words(len(entries_of(bake.config)), bake.status), BAKES_HEADING)
        for bake in reversed(bakes)
    ]
    return [Option(DEFAULT_TEMPLATE, DEFAULT_TEMPLATE, "what the service has built in"), *found]


def _learns_words(count: int, status: JobStatus) -> str:
    return f"{status.value.replace('_', ' ')}, {count} target{'' if count == 1 else 's'}"


def target_options(known: Known, names: tuple[str, ...], model: str) -> list[Option]:
    """The targets with the rows known of each; those that are ready and fit the parent first."""
    heads = {True: "ready", False: "not ready, or answered by another model"}
    options = []
    for name in names:
        target = known.target(name)
        is_ready = bool(target.rows) and rollout_words(target) == f"{target.rows:,} rows"
        fits = not model or not target.model_name or target.model_name == model
        words = [rollout_words(target), target.model_name if not fits else ""]
        about = " · ".join(word for word in words if word)
        options.append(Option(name, name, about, heads[is_ready and fits], Tone.PLAIN if fits else Tone.DIM))
    return sorted(options, key=lambda option: option.heading != heads[True])


def rollout_words(target: KnownTarget) -> str:
    """How far a target's rollout is, in rows where they are known; empty where nobody looked yet."""
    rollout = target.rollout
    if rollout is None:
        return ""
    match rollout.status:
        case JobStatus.COMPLETE:
            return f"{rollout.lines or 0:,} rows"
        case JobStatus.NOT_STARTED:
            return "no rows yet"
        case JobStatus.FAILED:
            return "rollout failed"
        case _:
            percent = progress_percent_of(rollout)
            return f"{rollout.lines or 0:,} rows so far" + (f", {percent:.0f}%" if percent is not None else "")


def model_options(state: AppState, repo: RepoName) -> list[Option]:
    """Base model first, then every checkpoint of the open repositories under their names, this one's first."""
    known = {name: tree for name, remote in state.trees.items() if (tree := value_of(remote)) is not None}
    trees = [tree for name, tree in sorted(known.items(), key=lambda each: each[0] != repo)]
    repos = value_of(state.repos)
    choices = model_choices(base_model_in(state, repo), trees, () if repos is None else repos)
    return [Option(choice.path, choice.path, choice.words, choice.group or BASE_MODELS) for choice in choices]
