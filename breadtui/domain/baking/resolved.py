"""A bake's configuration in the end: template below, what is given on top, and what the service made of both."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.domain.baking.draft import DATASETS, DEFAULT_TEMPLATE, BakeDraft
from breadtui.domain.difference.config_diff import Difference, differences
from breadtui.domain.forms.places import is_list, merged
from breadtui.domain.forms.resolved import ResolvedValue, resolved_values
from breadtui.domain.json_values import Json, JsonObject

BUILT_IN: JsonObject = {
    "type": "single_baker",
    "micro_batch_size": 2,
    "gradient_accumulation_steps": 1,
    "seed": 42,
    "model": {
        "type": "bake",
        "baked_adapter_config": {"lora_dropout": 0, "bias": "none"},
        "disable_activation_checkpoint": False,
    },
    "data": {
        "type": "single_baker",
        "sources": [{"type": "bake_jsonl", "max_samples": -1}],
        "beta": 0,
        "temperature": 1,
        "max_length": 3000,
        "train_eval_split": [1, 0],
        "cache_dir": ".cache",
        "dl_num_workers": 4,
    },
    "scheduler": {"type": "huggingface"},
    "deepspeed": {"zero_optimization": {"stage": 3}},
    "train_log_iter_interval": 1,
    "eval_interval": 0,
}
"""The built-in template as far as it was seen resolved; the rest is unpublished. Source: the API contract, bakes."""

ROWS = "total_trajectories"
COMPUTED = (ROWS, "checkpoint")
"""What the service works out for each bake where nothing is given: rows anew, checkpoints' folders by its name."""


def expected(draft: BakeDraft, below: JsonObject) -> JsonObject:
    """What the service is expected to make of a draft, without what it works out itself."""
    base = {key: value for key, value in below.items() if key not in COMPUTED}
    return comparable(merged(base, draft.given))


def comparable(config: JsonObject) -> JsonObject:
    """A configuration as the service compares it: no nulls, every target with its weight."""
    settings = _without_nulls(config)
    listed = settings.get(DATASETS)
    if is_list(listed):
        settings[DATASETS] = [{"weight": 1.0, **one} if isinstance(one, Mapping) else one for one in listed]
    return settings


def template_of(config: JsonObject) -> JsonObject:
    """What a bake gives as a template: all but its rows, which are counted for each bake. Source: the API contract."""
    return {key: value for key, value in config.items() if key != ROWS}


def made_of(draft: BakeDraft, below: JsonObject, answered: JsonObject) -> tuple[ResolvedValue, ...]:
    """Every setting that the service answered, with where it comes from, in the service's own order."""
    under: JsonObject = {} if draft.template == DEFAULT_TEMPLATE else template_of(below)
    return resolved_values(comparable(draft.given), comparable(under), answered)


def differences_to(draft: BakeDraft, below: JsonObject, found: JsonObject) -> tuple[Difference, ...]:
    """What the draft says otherwise than a bake that exists: mine is the draft, theirs the bake.

    What the service works out is no difference unless it was given; nor is what only theirs has and the built-in
    template is known to fill in.
    """
    mine = expected(draft, below)
    theirs = {key: value for key, value in comparable(found).items() if key not in COMPUTED or key in draft.given}
    return differences(mine, theirs)


def is_as_asked(draft: BakeDraft, below: JsonObject, found: JsonObject) -> bool:
    """A bake that was read back is the one that was asked for.

    Only what was given, and what its own template says, is held against it: the service may fill in more.
    """
    base = {} if draft.template == DEFAULT_TEMPLATE else below
    return all(difference.mine is None for difference in differences_to(draft, base, found))


def _without_nulls(config: JsonObject) -> dict[str, Json]:
    return {
        key: _without_nulls(value) if isinstance(value, Mapping) else value
        for key, value in config.items()
        if value is not None
    }
