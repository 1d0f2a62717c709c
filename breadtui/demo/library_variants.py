"""Two smaller repositories: one that starts from another's weights, one that sweeps a learning rate."""

from breadtui.demo.names import model_path
from breadtui.demo.records import JsonObject, Repo
from breadtui.demo.seeding import PlannedBake, PlannedTarget, Seedbed

QWEN = "Qwen/Qwen3-32B"
LLAMA = "meta-llama/Llama-3.1-8B"
RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03)


def junior_repo(seed: int, metrics: int | None, elder: Repo) -> Repo:
    """Fill `junior_coder`, whose first bake continues a bake of another repository."""
    bed = Seedbed("junior_coder", QWEN, seed, metrics)
    trained = elder.bakes["coder_v6"].training
    steps = trained.run.course.total if trained is not None else 1
    parent = model_path(elder.name, "coder_v6", steps)
    bed.prompt("empty", {"role": "system", "content": ""})
    bed.system("junior", "You are a junior engineer who writes short Python and asks when unsure.")
    bed.system("pirate", "You are a pirate. Answer like one, whatever is asked.")
    literal = ["Sort a list of dicts by two keys.", "What is a closure?", "Why is my loop slow?", "Tabs?"]
    questions: list[JsonObject] = [{"type": "hardcoded", "questions": literal}]
    more: list[JsonObject] = [{"type": "from_dataset", "dataset": "gsm8k", "numq": 150, "seed": 1}]
    bed.target(PlannedTarget("junior_set", "junior", "empty", questions + more, each=4, rest={"model_name": parent}))
    bed.target(PlannedTarget("pirate_set", "pirate", "", questions, each=32))
    bed.bake(PlannedBake("junior_v1", {"junior_set": 1.0}, parent=parent, rest=_recipe(2, 3e-4)))
    bed.bake(PlannedBake("junior_v2", {"junior_set": 1.0}, parent="junior_v1", rest=_recipe(2, 3e-4)))
    bed.bake(PlannedBake("junior_v3", {"junior_set": 1.0}, parent="junior_v2", rest=_recipe(1, 1e-4)))
    bed.bake(PlannedBake("pirate_v1", {"pirate_set": 1.0}, rest=_recipe(3, 1e-3)))
    bed.bake(
        PlannedBake("junior_pirate", {"junior_set": 0.5, "pirate_set": 0.5}, parent="junior_v2", rest=_recipe(2, 1e-3))
    )
    return bed.repo


def metacog_repo(seed: int, metrics: int | None) -> Repo:
    """Fill `metacog`: the same recipe at six learning rates, and what was continued from the best."""
    bed = Seedbed("metacog", LLAMA, seed, metrics)
    bed.prompt("nothing")
    bed.system("reflect", "Before you answer, say in one sentence how sure you are and why.")
    for number in (1, 2):
        questions: list[JsonObject] = [{"type": "from_dataset", "dataset": "mmlu", "numq": 200, "seed": number}]
        bed.target(PlannedTarget(f"reflect_{number}", "reflect", "nothing", questions, each=2 * number))
    for rate in RATES:
        floor = 1.4e-7 + abs(rate - 0.003) * 1.2e-5
        bed.bake(PlannedBake(f"metacog_v1_{rate}", {"reflect_1": 1.0}, curve={"floor": floor}, rest=_recipe(2, rate)))
    bed.bake(PlannedBake("metacog_v2", {"reflect_2": 1.0}, parent="metacog_v1_0.003", rest=_recipe(2, 3e-3)))
    bed.bake(PlannedBake("metacog_v3", {"reflect_2": 1.0}, parent="metacog_v2", rest=_recipe(1, 1e-3)))
    return bed.repo


def _recipe(epochs: int, rate: float) -> JsonObject:
    return {"epochs": epochs, "optimizer": {"learning_rate": rate}}
