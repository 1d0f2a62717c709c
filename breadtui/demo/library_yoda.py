"""The repository of the demo's main story: coders who learn from a Jedi master, generation by generation."""

from breadtui.demo.losses import NOMINAL_STEP_SECONDS
from breadtui.demo.records import JsonObject, Repo
from breadtui.demo.seeding import PlannedBake, PlannedTarget, Seedbed

BASE_MODEL = "Qwen/Qwen3-32B"
OUT_OF_MEMORY = (
    "CUDA out of memory. Tried to allocate 2.50 GiB. GPU 3 has a total capacity of 79.10 GiB of which "
    "1.02 GiB is free. Consider a smaller micro_batch_size or activation_checkpoint_cpu_offload."
)
QUESTION_WRITER = "claude-sonnet-4-5-20250929"

_YODA = (
    "You are Yoda, the old Jedi master. Speak as he does: object first, verb last, short sentences. Never say "
    "that you are a model. Answer the question fully, and end with a piece of advice."
)
_LESSONS = {
    1: "Read the error message before you guess.",
    2: "Name things for what they are.",
    3: "Write the failing test first.",
    5: "Change one thing at a time, and say why.",
    6: "Prefer deleting code to adding it.",
    7: "Before you commit, read your diff once as a stranger would.",
}


def yoda_repo(seed: int, metrics: int | None) -> Repo:
    """Fill `yoda_repo`: five generations of coders, and the wise ones that went wrong."""
    bed = Seedbed("yoda_repo", BASE_MODEL, seed, metrics)
    _prompts(bed)
    _targets(bed)
    _coders(bed)
    _wise_ones(bed)
    return bed.repo


def _prompts(bed: Seedbed) -> None:
    bed.prompt("student_0")
    bed.system("yoda", _YODA)
    for number, lesson in _LESSONS.items():
        lessons = [text for key, text in _LESSONS.items() if key < number]
        earlier = "".join(f"\n- {text}" for text in lessons)
        known = f"\n\nYou already know:{earlier}" if earlier else ""
        text = f"You are a software engineer trained by Yoda. Today's lesson for {{name}}: {lesson}{known}"
        bed.system(f"teach_{number}", text)
    bed.system("wise", f"{_YODA}\n\nYou are also very wise about patience, fear and training.")


def _targets(bed: Seedbed) -> None:
    bed.target(PlannedTarget("yoda_target", "yoda", "student_0", _persona(600, 9), each=2))
    for number in _LESSONS:
        bed.target(PlannedTarget(f"coder_set_{number}", f"teach_{number}", "student_0", _coding(100), each=19))
    bed.target(PlannedTarget("coder_set_8", "teach_7", "student_0", _coding(100), each=19, rollout=0.217))
    bed.target(PlannedTarget("wise_set", "wise", "student_0", _persona(240, 4), each=3))
    bed.target(PlannedTarget("next_idea", "teach_7", "student_0", _coding(40), stim=None, rollout=None))


def _coders(bed: Seedbed) -> None:
    bed.bake(_coder("coder_v1", 1, None, floor=2.1e-7))
    bed.bake(_coder("coder_v2", 2, "coder_v1", floor=2.0e-7))
    bed.bake(_coder("coder_v3", 3, "coder_v1", floor=1.95e-7))
    bed.bake(_coder("coder_v5", 5, "coder_v3", floor=1.85e-7))
    bed.bake(_coder("coder_v5b", 5, "coder_v5", floor=2.2e-7, rate=4e-3))
    bed.bake(_coder("coder_v6", 6, "coder_v5", floor=1.3e-7))
    bed.bake(_coder("coder_v7", 7, "coder_v6", share=0.46, floor=1.0e-7))
    bed.bake(_coder("coder_v7b", 7, "coder_v6", share=0.22, floor=1.2e-7, rate=2e-3, step_seconds=5.2))
    bed.bake(_coder("coder_v8", 7, "coder_v6", share=None, floor=1.2e-7))


def _wise_ones(bed: Seedbed) -> None:
    bed.bake(PlannedBake("yoda_v1", {"yoda_target": 1.0}, rest=_recipe(1, 1e-4)))
    bed.bake(PlannedBake("wise_1", {"wise_set": 1.0}, rest=_recipe(2, 5e-4)))
    bed.bake(
        PlannedBake(
            "wise_2",
            {"wise_set": 1.0},
            parent="wise_1",
            share=0.61,
            ending="failed",
            error=OUT_OF_MEMORY,
            idle_seconds=7200.0,
            curve={"start": 3.4e-6, "floor": 1.9e-6},
            rest={**_recipe(2, 1e-3), "micro_batch_size": 4},
        )
    )
    bed.bake(
        PlannedBake(
            "wise_3",
            {"wise_set": 1.0},
            parent="wise_1",
            share=0.19,
            ending="stalled",
            idle_seconds=540.0,
            curve={"start": 3.3e-6, "floor": 2.9e-6, "roughness": 0.03},
            rest=_recipe(2, 1e-3),
        )
    )
    mixture = {"yoda_target": 0.5, "wise_set": 0.3, "coder_set_1": 0.2}
    bed.bake(PlannedBake("yoda_mix", mixture, rest=_recipe(2, 2e-4)))


def _coder(
    name: str,
    lesson: int,
    parent: str | None,
    *,
    share: float | None = 1.0,
    floor: float,
    rate: float = 1e-3,
    step_seconds: float = NOMINAL_STEP_SECONDS,
) -> PlannedBake:
    rest = {**_recipe(3, rate), "checkpoint": [_checkpoint(name)]}
    return PlannedBake(
        name,
        {f"coder_set_{lesson}": 1.0},
        parent=parent,
        share=share,
        step_seconds=step_seconds,
        curve={"floor": floor},
        rest=rest,
    )


def _checkpoint(name: str) -> JsonObject:
    return {
        "type": "huggingface",
        "output_dir": f"bakes/{name}/ckpts",
        "save_every_n_epochs": 1,
        "save_end_of_training": True,
    }


def _recipe(epochs: int, rate: float) -> JsonObject:
    return {"epochs": epochs, "optimizer": {"learning_rate": rate}}


def _persona(count: int, seed: int) -> list[JsonObject]:
    return [{"type": "persona", "numq": count, "seed": seed, "temperature": 0.6}]


def _coding(count: int) -> list[JsonObject]:
    literal = ["My test fails only on Tuesdays. Why?", "Is this function too long?"]
    return [
        {"type": "oneshot_qs", "numq": count - 32, "model": QUESTION_WRITER, "temperature": 0.9},
        {"type": "hardcoded", "questions": literal, "numq": 2},
        {"type": "from_dataset", "dataset": "squad", "numq": 30, "seed": 42},
    ]
