"""Configurations: the default templates, overrides on top of them, and when two are the same."""

from collections.abc import Mapping
from math import prod
from pathlib import PurePosixPath
from typing import Any

from breadtui.demo.records import JsonObject
from breadtui.demo.refusals import bad_input

LARGEST_TEMPLATE_BYTES = 1024 * 1024
TEMPLATE_VARIABLES = ("${numq}", "${prompt_u}")
GPUS = 8
MOST_STEPS = 1_000_000
MOST_ROWS = 1_000_000_000

_ALIASES = {"u": "teacher_prompt", "v": "student_prompt"}


def default_target(base_model: str) -> JsonObject:
    """Give the built-in target template of a repository."""
    return {"model_name": base_model, "num_traj_per_stimulus": 1, "max_concurrency": 10}


def default_bake() -> JsonObject:
    """Give the built-in bake template."""
    return {
        "type": "single_baker",
        "seed": 42,
        "epochs": 1,
        "micro_batch_size": 2,
        "gradient_accumulation_steps": 1,
        "model": {
            "type": "bake",
            "baked_adapter_config": {
                "r": 32,
                "lora_alpha": 32,
                "target_modules": "all-linear",
                "lora_dropout": 0.0,
                "bias": "none",
            },
            "disable_activation_checkpoint": False,
        },
        "data": {
            "type": "single_baker",
            "sources": [{"type": "bake_jsonl", "max_samples": -1}],
            "beta": 0.0,
            "temperature": 1.0,
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


def without_nulls(value: Any) -> Any:
    """Drop nulls from objects, however deep; a null in an override means "not overridden"."""
    match value:
        case dict():
            return {key: without_nulls(item) for key, item in value.items() if item is not None}
        case list():
            return [without_nulls(item) for item in value]
        case _:
            return value


def merge(template: Mapping[str, Any], overrides: Mapping[str, Any]) -> JsonObject:
    """Lay overrides on a template: objects merge, lists and scalars replace."""
    merged = dict(template)
    for key, item in overrides.items():
        below = merged.get(key)
        merged[key] = merge(below, item) if isinstance(below, dict) and isinstance(item, dict) else item
    return merged


def target_overrides(overrides: Mapping[str, Any] | None) -> JsonObject:
    """Bring target overrides into the form they are stored and compared in.

    The old names `u` and `v` become the new ones, which win when both are given; uploaded templates are
    checked and not kept, so sending one again compares equal.
    """
    cleaned: JsonObject = without_nulls(dict(overrides or {}))
    for old, new in _ALIASES.items():
        if old in cleaned:
            cleaned.setdefault(new, cleaned[old])
            del cleaned[old]
    if "generators" in cleaned:
        cleaned["generators"] = [_stored_generator(entry) for entry in cleaned["generators"]]
    return cleaned


def bake_overrides(overrides: Mapping[str, Any] | None) -> JsonObject:
    """Bring bake overrides into the form they are stored and compared in.

    Raises:
        Refusal: 400 when the scheduler is given a learning rate.
    """
    cleaned: JsonObject = without_nulls(dict(overrides or {}))
    if "lr" in cleaned.get("scheduler", {}):
        raise bad_input("scheduler.lr must not be set; use optimizer.learning_rate")
    if "datasets" in cleaned:
        cleaned["datasets"] = [{"weight": 1.0, **entry} for entry in cleaned["datasets"]]
    return cleaned


def question_count(generators: list[JsonObject]) -> int:
    """Count the stimuli that generators will write."""
    return min(MOST_ROWS, sum(generator_count(entry) for entry in generators))


def generator_count(generator: Mapping[str, Any]) -> int:
    """Count the questions of one generator: `numq`, never more than a literal list holds."""
    questions = generator.get("questions")
    if questions is None:
        return int(generator.get("numq") or 1)
    return min(len(questions), int(generator.get("numq") or len(questions)))


def step_count(config: Mapping[str, Any]) -> int:
    """Count the training steps of a bake: trajectories by effective batch, for every epoch."""
    sizes = (config.get("micro_batch_size"), config.get("gradient_accumulation_steps"))
    batch = prod(max(1, int(size or 1)) for size in sizes) * GPUS
    per_epoch = max(1, int(config.get("total_trajectories") or 0) // batch)
    return min(MOST_STEPS, per_epoch * max(1, int(config.get("epochs") or 1)))


def parent_path(config: Mapping[str, Any]) -> str | None:
    """Give the model a bake starts from, None when it is the base model of the repository."""
    parent = (config.get("model") or {}).get("parent_model_name")
    return parent if isinstance(parent, str) else None


def _stored_generator(generator: JsonObject) -> JsonObject:
    content = generator.get("template_content")
    if content is not None:
        _check_template(content)
    stored = {key: item for key, item in generator.items() if key != "template_content"}
    if "template_path" in stored:
        stored["template_path"] = f"templates/{PurePosixPath(stored['template_path'].removeprefix('templates/')).name}"
    return stored


def _check_template(content: str) -> None:
    if len(content.encode("utf-8", "replace")) > LARGEST_TEMPLATE_BYTES:
        raise bad_input("template_content is larger than 1 MB")
    missing = [variable for variable in TEMPLATE_VARIABLES if variable not in content]
    if missing:
        raise bad_input(f"template_content lacks {' and '.join(missing)}")
