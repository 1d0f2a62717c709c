"""Creating, replacing and deleting repositories, prompts, targets and bakes."""

from collections.abc import Mapping
from typing import Any

from breadtui.demo.configs import bake_overrides, default_bake, default_target, merge, target_overrides
from breadtui.demo.names import check_name
from breadtui.demo.records import Bake, JsonObject, Prompt, Repo, Target
from breadtui.demo.refusals import Refusal, bad_input, conflict, not_found, taken
from breadtui.demo.world import World, bake_of, prompt_of, target_of

DEFAULT_MODEL = "Qwen/Qwen3-32B"
DEFAULT_TEMPLATE = "default"


def create_repo(world: World, body: Mapping[str, Any]) -> tuple[Repo, bool]:
    """Create a repository, or give the equal one; the flag says whether it is new.

    Asking for an existing one without a base model keeps the model it has.
    """
    name = check_name(body["repo_name"])
    asked = body.get("base_model")
    existing = world.repos.get(name)
    if existing is None:
        world.repos[name] = Repo(name, asked or DEFAULT_MODEL)
        return world.repos[name], True
    if asked and asked != existing.base_model:
        raise conflict(
            f"Repository '{name}' already exists with base_model '{existing.base_model}'. "
            "The base model of a repository cannot be changed."
        )
    return existing, False


def create_prompt(repo: Repo, name: str, body: Mapping[str, Any]) -> tuple[Prompt, bool]:
    """Create a prompt, or give the equal one; the flag says whether it is new."""
    prompt = _prompt(check_name(name), body)
    existing = repo.prompts.get(name)
    if existing is None:
        repo.keep(prompt)
        return prompt, True
    if (existing.messages, existing.tools or []) != (prompt.messages, prompt.tools or []):
        raise taken("Prompt", name, "content")
    return existing, False


def put_prompt(repo: Repo, name: str, body: Mapping[str, Any]) -> Prompt:
    """Create a prompt or replace what it holds, as the older forms do."""
    prompt = _prompt(check_name(name), body)
    repo.keep(prompt)
    return prompt


def put_prompts(repo: Repo, prompts: Mapping[str, list[JsonObject]]) -> JsonObject:
    """Create or replace several prompts; one bad name refuses them all."""
    for name in prompts:
        check_name(name)
    for name, messages in prompts.items():
        put_prompt(repo, name, {"messages": messages})
    return {"created": list(prompts), "failed": {}}


def create_target(repo: Repo, name: str, body: Mapping[str, Any]) -> tuple[Target, bool]:
    """Create a target, or give the equal one; the flag says whether it is new.

    Whether its prompts exist is asked when stim starts: published scripts create targets before prompts.
    """
    check_name(name)
    config = merge(_target_template(repo, body["template"]), target_overrides(body.get("overrides")))
    existing = repo.targets.get(name)
    if existing is None:
        repo.keep(Target(name, config))
        return repo.targets[name], True
    if existing.config != config:
        raise taken("Target", name)
    return existing, False


def create_bake(repo: Repo, name: str, body: Mapping[str, Any]) -> tuple[Bake, bool]:
    """Create a bake, or give the equal one; the flag says whether it is new.

    What the service works out itself is left out of the comparison: the number of trajectories changes
    when a rollout finishes, and an equal request must not conflict then.
    """
    check_name(name)
    given = merge(_bake_template(repo, body["template"]), bake_overrides(body.get("overrides")))
    existing = repo.bakes.get(name)
    if existing is not None:
        if existing.given != given:
            raise taken("Bake", name)
        return existing, False
    for entry in given.get("datasets", []):
        if entry["target"] not in repo.targets:
            raise bad_input(f"Dataset target '{entry['target']}' not found")
    repo.keep(Bake(name, given, resolved_bake(repo, name, given)))
    return repo.bakes[name], True


def resolved_bake(repo: Repo, name: str, given: JsonObject) -> JsonObject:
    """Add to a bake's settings what the service works out: trajectories and where checkpoints go."""
    trajectories = sum(_trajectories(repo, entry["target"]) for entry in given.get("datasets", []))
    checkpoint = {
        "type": "huggingface",
        "save_end_of_training": True,
        "output_dir": f"bakes/{name}/ckpts",
    }
    return {"total_trajectories": trajectories, "checkpoint": [checkpoint], **given}


def create_several(kind: str, repo: Repo, entries: list[JsonObject]) -> JsonObject:
    """Create targets or bakes one by one; those refused are listed with the reason.

    Raises:
        Refusal: 422 for the whole batch when a name breaks the rule.
    """
    created: list[str] = []
    failed: dict[str, str] = {}
    for entry in entries:
        check_name(entry[f"{kind}_name"])
    for entry in entries:
        name = entry[f"{kind}_name"]
        try:
            create_target(repo, name, entry) if kind == "target" else create_bake(repo, name, entry)
        except Refusal as refusal:
            failed[name] = refusal.reason
        else:
            created.append(name)
    return {"created": created, "failed": failed}


def delete_prompt(repo: Repo, name: str) -> None:
    """Forget a prompt, also one that targets still name."""
    prompt_of(repo, name)
    del repo.prompts[name]
    repo.revision += 1


def delete_target(world: World, repo: Repo, name: str) -> None:
    """Forget a target and its rows; refused while one of its jobs runs."""
    target = target_of(repo, name)
    if "running" in (world.status(target.stim), world.status(target.rollout)):
        raise conflict(f"Target '{name}' has a running job and cannot be deleted")
    del repo.targets[name]
    repo.revision += 1


def delete_bake(world: World, repo: Repo, name: str) -> None:
    """Forget a bake and its weights; refused while it runs."""
    bake = bake_of(repo, name)
    if bake.training is not None and world.status(bake.training.run) == "running":
        raise conflict(f"Bake '{name}' is running and cannot be deleted")
    del repo.bakes[name]
    repo.revision += 1


def _prompt(name: str, body: Mapping[str, Any]) -> Prompt:
    return Prompt(name, body["messages"], body.get("tools"))


def _target_template(repo: Repo, template: str) -> JsonObject:
    if template == DEFAULT_TEMPLATE:
        return default_target(repo.base_model)
    if template not in repo.targets:
        raise not_found("Template", template)
    return repo.targets[template].config


def _bake_template(repo: Repo, template: str) -> JsonObject:
    if template == DEFAULT_TEMPLATE:
        return default_bake()
    if template not in repo.bakes:
        raise not_found("Template", template)
    return repo.bakes[template].given


def _trajectories(repo: Repo, target_name: str) -> int:
    target = repo.targets.get(target_name)
    return target.rollout.course.total if target is not None and target.rollout is not None else 0
