"""The request bodies of the published specification, spelled out as checks."""

from breadtui.demo.shapes import (
    Check,
    anything,
    boolean,
    either,
    integer,
    listing,
    mapping,
    nullable,
    number,
    record,
    text,
)

_TEXT = nullable(text)
_FLAG = nullable(boolean)
_COUNT = nullable(integer())
_POSITIVE = nullable(integer(1))
_NUMBER = nullable(number())
_OPEN = mapping(anything)

_CONTENT = nullable(either(text, listing(_OPEN)))
_MESSAGE = record({"role": text, "content": _CONTENT}, "role", is_open=True)
_MESSAGES = listing(_MESSAGE)
_TOOLS = nullable(listing(_OPEN))

_GENERATOR = record(
    {
        "type": text,
        "model": _TEXT,
        "numq": _POSITIVE,
        "temperature": nullable(number(0, 2)),
        "max_tokens": _POSITIVE,
        "dataset": _TEXT,
        "questions": nullable(listing(text)),
        "template_path": _TEXT,
        "template_content": _TEXT,
        "seed": _COUNT,
        "rollout_with_conditioned": _FLAG,
    },
    "type",
)

TARGET_OVERRIDES: Check = record(
    {
        "teacher_prompt": _TEXT,
        "student_prompt": _TEXT,
        "generators": nullable(listing(_GENERATOR)),
        "model_name": _TEXT,
        "num_traj_per_stimulus": _POSITIVE,
        "max_concurrency": _POSITIVE,
        "temperature": nullable(number(0, 2)),
        "max_tokens": _POSITIVE,
        "extra_kwargs": nullable(_OPEN),
        "u": _TEXT,
        "v": _TEXT,
    }
)

_LORA = record({"r": _COUNT, "lora_alpha": _COUNT, "target_modules": _TEXT, "lora_dropout": _NUMBER, "bias": _TEXT})
_MODEL = record(
    {
        "type": _TEXT,
        "parent_model_name": _TEXT,
        "baked_adapter_config": nullable(_LORA),
        "dtype": _TEXT,
        "save_name": _TEXT,
        "attn_implementation": _TEXT,
        "disable_activation_checkpoint": _FLAG,
        "peft_config": nullable(_OPEN),
        "student_model_path": _TEXT,
    }
)
_SOURCE = record(
    {
        "type": _TEXT,
        "name_or_path": _TEXT,
        "split": _TEXT,
        "max_samples": _COUNT,
        "sample_ratio": _NUMBER,
        "sample_count": _COUNT,
        "sample_seed": _COUNT,
        "process": _FLAG,
    }
)
_DATA = record(
    {
        "type": _TEXT,
        "sources": nullable(listing(_SOURCE)),
        "eval_sources": nullable(listing(_SOURCE)),
        "beta": _NUMBER,
        "temperature": _NUMBER,
        "max_length": _COUNT,
        "train_eval_split": nullable(listing(number())),
        "cache_dir": _TEXT,
        "dl_num_workers": _COUNT,
        "num_proc": _COUNT,
        "seed": _COUNT,
        "use_data_cache": _FLAG,
        "cache_fs_type": _TEXT,
    }
)
_OPTIMIZER = record(
    {
        "type": _TEXT,
        "learning_rate": _NUMBER,
        "weight_decay": nullable(number(0)),
        "betas": nullable(listing(number(), length=2)),
    }
)
_SCHEDULER = record({"type": _TEXT, "lr": _NUMBER})
_WANDB = record({"enable": _FLAG, "project": _TEXT, "name": _TEXT, "entity": _TEXT})
_DEEPSPEED = record({"zero_optimization": nullable(record({"stage": nullable(integer(0, 3))}))})
_CHECKPOINT = record(
    {
        "type": _TEXT,
        "output_dir": _TEXT,
        "enabled": _FLAG,
        "auto_resume": _FLAG,
        "save_every_n_steps": nullable(integer(0)),
        "save_every_n_epochs": nullable(integer(0)),
        "save_end_of_training": _FLAG,
    }
)

BAKE_OVERRIDES: Check = record(
    {
        "model_name": _TEXT,
        "total_trajectories": _COUNT,
        "seed": _COUNT,
        "datasets": nullable(listing(record({"target": text, "weight": number()}, "target"))),
        "type": _TEXT,
        "micro_batch_size": _COUNT,
        "gradient_accumulation_steps": _COUNT,
        "epochs": _COUNT,
        "model": nullable(_MODEL),
        "data": nullable(_DATA),
        "optimizer": nullable(_OPTIMIZER),
        "scheduler": nullable(_SCHEDULER),
        "wandb": nullable(_WANDB),
        "deepspeed": nullable(_DEEPSPEED),
        "checkpoint": nullable(listing(_CHECKPOINT)),
        "train_log_iter_interval": _COUNT,
        "eval_interval": _COUNT,
        "activation_checkpoint_cpu_offload": _FLAG,
    }
)

REPO: Check = record({"repo_name": text, "base_model": _TEXT}, "repo_name")

PROMPT_SET: Check = record({"messages": _MESSAGES, "tools": _TOOLS}, "messages")
PROMPT_CREATE: Check = record({"prompt_name": text, "messages": _MESSAGES, "tools": _TOOLS}, "prompt_name", "messages")
PROMPT_BATCH: Check = record({"prompts": mapping(_MESSAGES)}, "prompts")

_TARGET = {"template": text, "overrides": nullable(TARGET_OVERRIDES)}
TARGET_SET: Check = record(_TARGET, "template")
TARGET_CREATE: Check = record({"target_name": text, **_TARGET}, "target_name", "template")
TARGET_BATCH: Check = record({"targets": listing(TARGET_CREATE)}, "targets")

_BAKE = {"template": text, "overrides": nullable(BAKE_OVERRIDES)}
BAKE_SET: Check = record(_BAKE, "template")
BAKE_CREATE: Check = record({"bake_name": text, **_BAKE}, "bake_name", "template")
BAKE_BATCH: Check = record({"bakes": listing(BAKE_CREATE)}, "bakes")

CHAT: Check = record(
    {
        "model": text,
        "messages": _MESSAGES,
        "temperature": _NUMBER,
        "max_tokens": _COUNT,
        "stream": _FLAG,
        "tools": _TOOLS,
        "chat_template_kwargs": nullable(_OPEN),
        "extra_body": nullable(_OPEN),
    },
    "model",
    "messages",
    is_open=True,
)
