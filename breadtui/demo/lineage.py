"""Where bakes come from: the tree of a repository, what a bake depends on, how to make it again."""

import gzip
import json
from dataclasses import dataclass, field
from math import inf

from breadtui.demo.baking import end_seconds
from breadtui.demo.configs import parent_path
from breadtui.demo.jobs import checkpoints
from breadtui.demo.names import model_path, parse_model_path
from breadtui.demo.records import Bake, JsonObject, Repo, Target, TreeAnswer
from breadtui.demo.world import World

Edge = list[str]


def tree_answer(world: World, repo: Repo) -> TreeAnswer:
    """Give the lineage of a repository as bytes, made anew only when a bake was added or settled.

    The answer for 10,000 bakes takes 10 MB and half a second to write.
    """
    kept = repo.tree_answer
    now = world.now_seconds()
    if kept is None or kept.revision != repo.revision or now >= kept.until_seconds:
        body = json.dumps(tree(world, repo), separators=(",", ":")).encode()
        kept = TreeAnswer(repo.revision, _next_settling(world, repo), body, gzip.compress(body, 3, mtime=0))
        repo.tree_answer = kept
    return kept


def tree(world: World, repo: Repo) -> JsonObject:
    """Give every bake with its state and the edges from child to parent."""
    edges = [edge for bake in repo.bakes.values() if (edge := _parent_edge(repo, bake)) is not None]
    bakes = {name: _node(world, repo, bake) for name, bake in repo.bakes.items()}
    return {"base_model": repo.base_model, "bakes": bakes, "edges": edges}


def dependency_graph(repo: Repo, bake: Bake) -> JsonObject:
    """Give everything a bake rests on: parents, targets and prompts, nearest first."""
    lineage = _ancestry(repo, bake)
    edges: list[Edge] = []
    targets: dict[str, Target] = {}
    for each in lineage:
        parent = _local_parent(repo, each)
        edges += [["bake", each.name, "bake", parent.name]] if parent is not None else []
        edges += [["bake", each.name, "target", target.name] for target in _targets(repo, each)]
        targets |= {target.name: target for target in _targets(repo, each)}
    prompts: dict[str, str | None] = {}
    for target in targets.values():
        edges += [["target", target.name, "prompt", name] for name in prompt_names(target)]
        prompts |= {name: _prompt_file(repo, name) for name in prompt_names(target)}
    return {
        "base_model": repo.base_model,
        "bakes": {each.name: each.config for each in lineage},
        "targets": {name: target.config for name, target in targets.items()},
        "prompts": prompts,
        "edges": edges,
    }


def recreation_plan(world: World, repo: Repo, bake: Bake) -> JsonObject:
    """Give the steps that make a bake again, its parents first."""
    plan = _Plan(repo)
    lineage = list(reversed(_ancestry(repo, bake)))
    for each in lineage:
        plan.add_bake(each)
    return {
        "base_model": repo.base_model,
        "total_steps": len(plan.steps),
        "steps": plan.steps,
        "resources": {
            "prompts": plan.prompts,
            "targets": plan.targets,
            "bakes": [{"bake_name": each.name, "model_names": _paths(world, repo, each)} for each in lineage],
        },
    }


def prompt_names(target: Target) -> list[str]:
    """List the prompts a target uses, the teacher first; "" means none and is left out."""
    names = (target.config.get("teacher_prompt"), target.config.get("student_prompt"))
    return list(dict.fromkeys(name for name in names if name))


@dataclass(slots=True)
class _Plan:
    repo: Repo
    steps: list[JsonObject] = field(default_factory=list)
    prompts: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)

    def add_bake(self, bake: Bake) -> None:
        targets = _targets(self.repo, bake)
        self._add_prompts(targets)
        for target in targets:
            if target.name not in self.targets:
                self._add_target(target)
        needs = [f"target:{target.name}" for target in targets]
        parent = _local_parent(self.repo, bake)
        needs += [f"bake:{parent.name}"] if parent is not None else []
        self._add("create_bake", "bake", bake.name, needs, bake.config)
        ready = [f"target:{target.name}:rollout_complete" for target in targets]
        self._add("run_bake", "bake", bake.name, [f"bake:{bake.name}", *ready], {})

    def _add_prompts(self, targets: list[Target]) -> None:
        named = dict.fromkeys(name for target in targets for name in prompt_names(target))
        fresh = [name for name in named if name in self.repo.prompts and name not in self.prompts]
        for name in sorted(fresh):
            prompt = self.repo.prompts[name]
            content: JsonObject = {"messages": prompt.messages}
            if prompt.tools is not None:
                content["tools"] = prompt.tools
            # The recorded plan keeps messages under `content`, the published guide reads them beside it.
            self._add("create_prompt", "prompt", name, [], {"name": name, "content": content, **content})
        self.prompts += fresh

    def _add_target(self, target: Target) -> None:
        self.targets.append(target.name)
        needs = [f"prompt:{name}" for name in prompt_names(target) if name in self.repo.prompts]
        self._add("create_target", "target", target.name, needs, _plan_target(target))
        for action in ("run_stim", "run_rollout"):
            self._add(action, "target", target.name, [f"target:{target.name}"], {})

    def _add(self, action: str, kind: str, name: str, needs: list[str], config: JsonObject) -> None:
        self.steps.append(
            {
                "step": len(self.steps) + 1,
                "action": action,
                "resource_type": kind,
                "resource_name": name,
                "dependencies": needs,
                "config": config,
            }
        )


def _plan_target(target: Target) -> JsonObject:
    # Plans were recorded with the old names of the two prompts.
    renamed = {"teacher_prompt": "u", "student_prompt": "v"}
    return {renamed.get(key, key): item for key, item in target.config.items()}


def _ancestry(repo: Repo, bake: Bake) -> list[Bake]:
    lineage = {bake.name: bake}
    parent = _local_parent(repo, bake)
    while parent is not None and parent.name not in lineage:
        lineage[parent.name] = parent
        parent = _local_parent(repo, parent)
    return list(lineage.values())


def _local_parent(repo: Repo, bake: Bake) -> Bake | None:
    path = parse_model_path(parent_path(bake.config))
    return repo.bakes.get(path.bake) if path is not None and path.repo == repo.name else None


def _parent_edge(repo: Repo, bake: Bake) -> Edge | None:
    path = parse_model_path(parent_path(bake.config))
    if path is None or (path.repo != repo.name and path.bake in repo.bakes):
        # A namesake of this repository must not be taken for the parent in the other one.
        return None
    return ["bake", bake.name, "bake", path.bake]


def _targets(repo: Repo, bake: Bake) -> list[Target]:
    names = dict.fromkeys(entry["target"] for entry in bake.config.get("datasets") or [])
    return [repo.targets[name] for name in names if name in repo.targets]


def _prompt_file(repo: Repo, name: str) -> str | None:
    return f"prompts/{name}.yml" if name in repo.prompts else None


def _node(world: World, repo: Repo, bake: Bake) -> JsonObject:
    status = world.status(bake.training.run if bake.training is not None else None)
    return {
        "status": "pending" if status == "not_started" else status,
        "model_name": _paths(world, repo, bake),
        "checkpoints": checkpoints(world, bake),
        "config": bake.config,
    }


def _paths(world: World, repo: Repo, bake: Bake) -> list[str]:
    return [model_path(repo.name, bake.name, step) for step in checkpoints(world, bake)]


def _next_settling(world: World, repo: Repo) -> float:
    now = world.now_seconds()
    runs = [bake.training.run for bake in repo.bakes.values() if bake.training is not None]
    ends = (run.started_seconds + end_seconds(run.course) for run in runs)
    return min((end for end in ends if end > now), default=inf)
