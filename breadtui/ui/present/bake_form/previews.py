"""What stands behind an option of a bake's form: a template's settings, a target with its rollout, a model's bake."""

from __future__ import annotations

from breadtui.domain.baking.draft import DEFAULT_TEMPLATE
from breadtui.domain.baking.resolved import BUILT_IN
from breadtui.domain.difference.config_diff import flattened
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName, parse_model_path
from breadtui.store.facts.state import AppState
from breadtui.ui.present.bake_form.options import rollout_words
from breadtui.ui.present.bake_form.surroundings import below_in, known_in, tree_in
from breadtui.ui.present.clean import clean
from breadtui.ui.present.fields import sentence_line
from breadtui.ui.present.numbers import loss_text
from breadtui.ui.present.tones import Line, Span, Tone

MOST_LINES = 400
LONGEST = 400


def template_preview(state: AppState, repo: RepoName, name: str) -> tuple[Line, ...]:
    """A template's settings."""
    if name == DEFAULT_TEMPLATE:
        head = "Built in. What it was seen to fill in; epochs, learning rate and LoRA rank are unpublished."
        return (sentence_line(head, Tone.DIM), (), *config_lines(BUILT_IN))
    return config_lines(below_in(state, repo, name)) or (sentence_line("not read yet", Tone.DIM),)


def target_preview(state: AppState, repo: RepoName, name: str) -> tuple[Line, ...]:
    """A target: how far its rollout is, and its settings."""
    target = known_in(state, repo).target(name)
    told = rollout_words(target) or "rollout not looked at yet"
    settings = config_lines(target.config) if target.config else (sentence_line("reading…", Tone.DIM),)
    return (sentence_line(told, Tone.STRONG), (), *settings)


def model_preview(state: AppState, path: str) -> tuple[Line, ...]:
    """The bake that a model came of: its state, loss and settings."""
    model = parse_model_path(path)
    if model is None:
        return (sentence_line("A base model: nothing was baked into it yet.", Tone.DIM),)
    tree = tree_in(state, model.repo)
    bake = tree.bakes.get(BakeName(model.bake)) if tree is not None else None
    if bake is None:
        return (sentence_line(f"{clean(model.repo)} is not open", Tone.DIM),)
    seen = state.jobs.get(JobKey(model.repo, Phase.BAKE, model.bake))
    loss = seen.job.loss if seen is not None else None
    head = f"{model.bake}, {bake.status.value.replace('_', ' ')}, checkpoint {model.checkpoint}"
    told = f"loss {loss_text(loss.final)}, least {loss_text(loss.minimum)}" if loss is not None else "loss not read yet"
    return (sentence_line(clean(head), Tone.STRONG), sentence_line(told), (), *config_lines(bake.config))


def config_lines(config: JsonObject) -> tuple[Line, ...]:
    """Every setting on a line."""
    return tuple(
        (Span(f" {clean(path, limit=100)}", Tone.DIM), Span(f" = {clean(value, limit=LONGEST)}"))
        for path, value in flattened(config, MOST_LINES).items()
    )
