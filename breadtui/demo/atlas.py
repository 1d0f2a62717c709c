"""A repository of thousands of bakes, deep and wide, grown when it is first looked at."""

from breadtui.demo.baking import Course, moment
from breadtui.demo.configs import default_bake
from breadtui.demo.jobs import training
from breadtui.demo.losses import Curve
from breadtui.demo.names import model_path
from breadtui.demo.noise import bits, seed_of, uniform
from breadtui.demo.records import Bake, JsonObject, Repo, Run
from breadtui.demo.seeding import LONG_STEP_SECONDS, PlannedTarget, Seedbed

NAME = "atlas"
BASE_MODEL = "Qwen/Qwen3-32B"
DEEPEST_CHAIN = 5000
TARGETS = 20
STEPS = 160
RATES = (1e-4, 2e-4, 3e-4, 5e-4, 1e-3, 2e-3)


def atlas_repo(seed: int, bakes: int, metrics: int | None) -> Repo:
    """Give the repository `atlas` with `bakes` bakes, still empty until somebody asks for it."""

    def grow(repo: Repo) -> None:
        bed = Seedbed(NAME, BASE_MODEL, seed)
        bed.prompt("empty")
        for number in range(TARGETS):
            bed.system(f"region_{number}", f"You are a guide who knows region {number} and its customers.")
            questions: list[JsonObject] = [{"type": "persona", "numq": 80, "seed": number}]
            bed.target(PlannedTarget(f"region_set_{number}", f"region_{number}", "empty", questions, each=4))
        repo.prompts, repo.targets = bed.repo.prompts, bed.repo.targets
        repo.bakes = _bakes(seed_of(seed, NAME), bakes, metrics)
        repo.revision += 1

    return Repo(NAME, BASE_MODEL, grow=grow)


def _bakes(seed: int, count: int, metrics: int | None) -> dict[str, Bake]:
    template = default_bake()
    chain = min(DEEPEST_CHAIN, count // 2)
    bakes: dict[str, Bake] = {}
    complete: list[str] = []
    for index in range(count):
        name = f"atlas_{index:05d}"
        # The first bakes form one deep chain; the others hang on it at random and make it wide.
        settled = index < chain or bits(seed, index) % 40 != 0
        parent = _parent(seed, index, chain, complete)
        bakes[name] = _bake(name, index, template, parent, _run(seed, index, settled, metrics))
        if settled:
            complete.append(model_path(NAME, name, metrics or STEPS))
    return bakes


def _parent(seed: int, index: int, chain: int, complete: list[str]) -> str | None:
    if not complete or (index >= chain and bits(seed + 1, index) % 50 == 0):
        return None
    if index < chain:
        return complete[-1]
    return complete[bits(seed + 2, index) % len(complete)]


def _bake(name: str, index: int, template: JsonObject, parent: str | None, run: Run | None) -> Bake:
    link = {"parent_model_name": parent} if parent is not None else {}
    given = {
        **template,
        "epochs": 1 + index % 3,
        "datasets": [{"target": f"region_set_{index % TARGETS}", "weight": 1.0}],
        "optimizer": {"learning_rate": RATES[index % len(RATES)]},
        "model": {**template["model"], **link},
    }
    config = {**given, "total_trajectories": 320}
    if run is None:
        return Bake(name, given, config)
    curve = Curve(learning_rate=RATES[index % len(RATES)], epochs=1 + index % 3)
    return Bake(name, given, config, training(run, curve))


def _run(seed: int, index: int, settled: bool, metrics: int | None) -> Run | None:
    total = metrics or STEPS
    course = Course(seed + index, total, total * LONG_STEP_SECONDS)
    if settled:
        return Run(index, -course.seconds - 60.0 * index - 60.0, course)
    match bits(seed, index) // 40 % 4:
        case 0:
            return None
        case 1:
            share = uniform(seed + 3, index)
            long = Course(seed + index, 2 * total, 2 * total * LONG_STEP_SECONDS)
            return Run(index, -moment(long, round(long.total * share)), long)
        case _:
            last = max(1, round(total * uniform(seed + 4, index)))
            error = "NCCL error: unhandled system error, connection closed by peer"
            failed = Course(seed + index, total, course.seconds, "failed", last, error)
            return Run(index, -2 * course.seconds, failed)
