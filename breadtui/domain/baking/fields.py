"""Every setting of a bake as a row of its form, in groups. Source: the API contract, bakes."""

from __future__ import annotations

from breadtui.domain.forms.fields import NO_LIMITS, Field, Group, Items, Kind, Limits, NewItem
from breadtui.domain.forms.places import place_of
from breadtui.domain.json_values import JsonObject

BAKES, TARGETS, MODELS = "bakes", "targets", "models"
"""The pickers of which a screen has the choices."""

AT_LEAST_ONE = Limits(1)
NOT_NEGATIVE = Limits(0)
ABOVE_ZERO = Limits(0, is_above=True)
UNKNOWN = "the service decides"


def _text(place: str, label: str, help_: str, unset: str = "") -> Field:
    return Field(place_of(place), label, Kind.TEXT, help_, unset=unset)


def _whole(place: str, label: str, help_: str, limits: Limits = AT_LEAST_ONE, unset: str = "") -> Field:
    return Field(place_of(place), label, Kind.INTEGER, help_, limits, unset=unset)


def _number(place: str, label: str, help_: str, limits: Limits = NO_LIMITS, unset: str = "") -> Field:
    return Field(place_of(place), label, Kind.NUMBER, help_, limits, unset=unset)


def _switch(place: str, label: str, help_: str) -> Field:
    return Field(place_of(place), label, Kind.SWITCH, help_)


def _choice(place: str, label: str, help_: str, *choices: str, unset: str = "") -> Field:
    return Field(place_of(place), label, Kind.CHOICE, help_, choices=choices, is_open=True, unset=unset)


def dataset_fields(_: JsonObject) -> tuple[Field, ...]:
    """One target of the training data."""
    return (
        Field(
            ("target",),
            "target",
            Kind.CHOICE,
            "its rollout is the training data",
            picker=TARGETS,
            is_open=True,
            is_required=True,
        ),
        _number("weight", "weight", "relative: a higher one is sampled more; 1 where nothing is said", unset="1"),
    )


def dataset_title(dataset: JsonObject) -> str:
    """A dataset in a few raw words."""
    weight = dataset.get("weight", 1.0)
    written = f"{weight:g}" if isinstance(weight, (int, float)) and not isinstance(weight, bool) else str(weight)
    return f"{dataset.get('target') or 'no target'}  weight {written}"


DATASETS = Field(
    ("datasets",),
    "datasets",
    Kind.ITEMS,
    "the targets it learns from, with relative weights; n adds one or several",
    items=Items(dataset_fields, dataset_title, (NewItem("target", {}),), noun="target", pick_field="target"),
    is_required=True,
)

PARENT_MODEL = Field(
    place_of("model.parent_model_name"),
    "starts from",
    Kind.CHOICE,
    "the model it goes on from: the base model, or any checkpoint; targets should be answered by the same model",
    picker=MODELS,
    is_open=True,
    unset="the repository's base model",
)

LEARNING = (
    _whole("epochs", "epochs", "passes over the training data; users set 1 to 3", unset=UNKNOWN),
    _number(
        "optimizer.learning_rate",
        "learning rate",
        "documentation says 1e-4, real runs use up to 0.01; not scheduler.lr",
        ABOVE_ZERO,
        unset=UNKNOWN,
    ),
    _whole("micro_batch_size", "micro batch", "rows a GPU takes at a time"),
    _whole("gradient_accumulation_steps", "accumulation", "micro batches a step; effective batch = both × GPUs"),
    _whole(
        "total_trajectories",
        "rows",
        "rows to train on; the service counts finished rollouts when the bake is created",
        unset="counted when it is created",
    ),
    _whole("seed", "seed", "of everything that is drawn by chance", NO_LIMITS),
)

LORA = (
    _whole("model.baked_adapter_config.r", "rank", "users set 8 to 32", unset=UNKNOWN),
    _whole("model.baked_adapter_config.lora_alpha", "alpha", "users set 16 or 32", unset=UNKNOWN),
    Field(
        place_of("model.baked_adapter_config.target_modules"),
        "modules",
        Kind.TEXT,
        "all-linear, or as the service takes them",
        unset=UNKNOWN,
    ),
    _number("model.baked_adapter_config.lora_dropout", "dropout", "0 to 1", Limits(0, 1)),
    _choice("model.baked_adapter_config.bias", "bias", "which biases are trained", "none", "all", "lora_only"),
)

OPTIMIZER = (
    _text("optimizer.type", "optimizer", "which optimizer", unset=UNKNOWN),
    _number("optimizer.weight_decay", "weight decay", "not negative", NOT_NEGATIVE, unset=UNKNOWN),
    Field(place_of("optimizer.betas"), "betas", Kind.NUMBERS, "two numbers", Limits(0, 1), count=2, unset=UNKNOWN),
    _text("scheduler.type", "schedule", "how the learning rate moves"),
    _number("scheduler.lr", "schedule lr", "setting it is an error: set the learning rate above", unset="never set"),
)


def source_fields(_: JsonObject) -> tuple[Field, ...]:
    """One source of rows."""
    return (
        _text("type", "type", "bake_jsonl: the rows of rollouts"),
        _text("name_or_path", "name or path", "of a data set"),
        _text("split", "split", "of a data set"),
        _whole("max_samples", "at most", "rows; -1 is all", Limits(-1)),
        _number("sample_ratio", "ratio", "share of the rows that is taken", Limits(0, 1)),
        _whole("sample_count", "count", "rows that are taken", NOT_NEGATIVE),
        _whole("sample_seed", "seed", "of what is taken", NO_LIMITS, unset="42"),
        _switch("process", "process", "rows are prepared; yes where nothing is said"),
    )


def source_title(source: JsonObject) -> str:
    """A source in a few raw words."""
    told = [str(source.get(key)) for key in ("type", "name_or_path", "split") if source.get(key)]
    most = source.get("max_samples")
    return " · ".join(told + ([] if most in {None, -1} else [f"at most {most}"])) or "source"


_SOURCE = Items(source_fields, source_title, (NewItem("source", {"type": "bake_jsonl", "max_samples": -1}),), "source")

DATA = (
    _whole("data.max_length", "max length", "tokens of a row; longer ones are dropped: raise it for long prompts"),
    _number("data.beta", "beta", "of the loss"),
    _number("data.temperature", "temperature", "of the distributions that are compared", NOT_NEGATIVE),
    Field(
        place_of("data.train_eval_split"),
        "train/eval split",
        Kind.NUMBERS,
        "two shares that add up to 1",
        Limits(0, 1),
        count=2,
    ),
    _text("data.type", "type", "how rows are read"),
    Field(place_of("data.sources"), "sources", Kind.ITEMS, "where rows come from", items=_SOURCE),
    Field(place_of("data.eval_sources"), "eval sources", Kind.ITEMS, "rows to evaluate on", items=_SOURCE),
    _whole("data.seed", "seed", "of the order of rows", NO_LIMITS),
    _whole("data.dl_num_workers", "loader workers", "processes that load rows", NOT_NEGATIVE),
    _whole("data.num_proc", "processes", "that prepare rows"),
    _text("data.cache_dir", "cache folder", "where prepared rows are kept"),
    _choice("data.cache_fs_type", "cache disk", "whose disk the cache is on", "auto", "local", "shared"),
    _switch("data.use_data_cache", "use cache", "deprecated"),
)

MEMORY = (
    _whole("deepspeed.zero_optimization.stage", "ZeRO stage", "what is shared out over GPUs", Limits(0, 3)),
    _switch("activation_checkpoint_cpu_offload", "offload to CPU", "activations wait in main memory: slower, larger"),
    _switch("model.disable_activation_checkpoint", "no recomputing", "keep all activations: faster, needs memory"),
)


def checkpoint_fields(_: JsonObject) -> tuple[Field, ...]:
    """One way of keeping checkpoints."""
    return (
        _text("type", "type", "huggingface"),
        _text("output_dir", "folder", "bakes/NAME/ckpts where nothing is said"),
        _switch("enabled", "enabled", "yes where nothing is said"),
        _switch("auto_resume", "resume", "go on from the last one after a restart"),
        _whole("save_every_n_steps", "every steps", "0 is never", NOT_NEGATIVE),
        _whole("save_every_n_epochs", "every epochs", "0 is never", NOT_NEGATIVE),
        _switch("save_end_of_training", "at the end", "keep one when training ends"),
    )


def checkpoint_title(checkpoint: JsonObject) -> str:
    """A way of keeping checkpoints in a few raw words."""
    told = [str(checkpoint.get("type") or "checkpoint")]
    told += [
        f"every {checkpoint[key]} {word}"
        for key, word in (("save_every_n_steps", "steps"), ("save_every_n_epochs", "epochs"))
        if checkpoint.get(key)
    ]
    told += ["at the end"] if checkpoint.get("save_end_of_training") is True else []
    return " · ".join(told + (["off"] if checkpoint.get("enabled") is False else []))


CHECKPOINTS = (
    Field(
        ("checkpoint",),
        "checkpoints",
        Kind.ITEMS,
        "when the model is kept; the service keeps one at the end",
        items=Items(
            checkpoint_fields,
            checkpoint_title,
            (NewItem("checkpoint", {"type": "huggingface", "save_end_of_training": True}),),
            noun="checkpoint",
        ),
        unset="one at the end of training",
    ),
)

WATCHING = (
    _switch("wandb.enable", "W&B", "report to Weights & Biases"),
    _text("wandb.project", "project", "of W&B"),
    _text("wandb.name", "run name", "of W&B"),
    _text("wandb.entity", "entity", "account or team of W&B"),
    _whole("train_log_iter_interval", "log every", "steps; 1 gives every step its row of metrics"),
    _whole("eval_interval", "evaluate every", "steps; 0 is never", NOT_NEGATIVE),
)

RARE = (
    Field(
        place_of("model.student_model_path"),
        "student model",
        Kind.CHOICE,
        "distil into another model",
        picker=MODELS,
        is_open=True,
    ),
    _text("type", "type", "of the bake"),
    _text("model.type", "model type", "of the model"),
    _text("model_name", "model_name", "nobody sets it: the parent is what it starts from"),
    _choice("model.dtype", "dtype", "number format", "bfloat16", "float16", "float32"),
    _choice(
        "model.attn_implementation", "attention", "how attention is computed", "flash_attention_2", "sdpa", "eager"
    ),
    _text("model.save_name", "save name", "of the model"),
    Field(place_of("model.peft_config"), "peft_config", Kind.JSON, "an object, passed on as it is"),
)

GROUPS: tuple[Group, ...] = (
    Group("learning", "Learning", LEARNING, "how long and how fast it learns"),
    Group("lora", "LoRA", LORA, "the low-rank weights that are trained"),
    Group("optimizer", "Optimizer and schedule", OPTIMIZER, "how weights move", is_folded=True),
    Group("data", "Data", DATA, "how rows become batches", is_folded=True),
    Group("memory", "DeepSpeed and memory", MEMORY, "how the model fits on the GPUs", is_folded=True),
    Group("checkpoints", "Checkpointing", CHECKPOINTS, "when the model is kept", is_folded=True),
    Group("watching", "W&B and logging", WATCHING, "who is told how it goes", is_folded=True),
    Group("rare", "Rarely set", RARE, "what hardly anybody needs", is_folded=True),
)
