"""Starting stim, rollout and bake, and telling how they are doing."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from breadtui.demo.baking import Course, done_at, progress_percent
from breadtui.demo.configs import MOST_ROWS, question_count, step_count
from breadtui.demo.creation import resolved_bake
from breadtui.demo.losses import Curve, Log
from breadtui.demo.names import model_path
from breadtui.demo.noise import seed_of
from breadtui.demo.records import Bake, Conversations, JsonObject, Prompt, Repo, Run, Target, Training
from breadtui.demo.refusals import bad_input
from breadtui.demo.world import World

REASONABLE_LEARNING_RATE = 0.05


def start_stim(world: World, repo: Repo, target: Target) -> Target:
    """Start writing questions, unless that is under way or done.

    Raises:
        Refusal: 400 without generators, without a teacher prompt, or with prompts that do not exist.
    """
    if world.status(target.stim) in ("running", "complete"):
        return target
    conversations = conversations_of(repo, target)
    seconds = world.pace.seconds_for("stim")
    course = Course(conversations.seed, question_count(conversations.generators), seconds)
    started = replace(target, stim=world.start(course), rollout=None, conversations=conversations)
    repo.keep(started)
    return started


def start_rollout(world: World, repo: Repo, target: Target) -> Target:
    """Start answering the questions, unless that is under way or done.

    Raises:
        Refusal: 400 before stim is complete or without a model to answer.
    """
    if world.status(target.rollout) in ("running", "complete"):
        return target
    if world.status(target.stim) != "complete" or target.stim is None:
        raise bad_input(f"Stim of target '{target.name}' must be complete before starting rollout")
    if not target.config.get("model_name"):
        raise bad_input(f"Target '{target.name}' has no model_name")
    seconds = world.pace.seconds_for("rollout")
    course = Course(target.stim.course.seed + 1, _answer_count(target), seconds)
    started = replace(target, rollout=world.start(course))
    repo.keep(started)
    return started


def start_bake(world: World, repo: Repo, bake: Bake) -> Bake:
    """Start training, unless that is under way or done; a failed bake starts anew.

    Raises:
        Refusal: 400 without datasets or before every rollout they name is complete.
    """
    run = bake.training.run if bake.training is not None else None
    if world.status(run) in ("running", "complete"):
        return bake
    _check_datasets(world, repo, bake)
    config = resolved_bake(repo, bake.name, bake.given)
    seed = seed_of(world.seed, repo.name, bake.name)
    course = Course(seed, step_count(config), world.pace.seconds_for("bake"))
    started = replace(bake, config=config, training=training(world.start(course), curve_of(config)))
    repo.keep(started)
    return started


def training(run: Run, curve: Curve) -> Training:
    """Join a run with the curve of its losses and an empty log."""
    return Training(run, curve, Log(curve, run.course))


def curve_of(config: Mapping[str, Any]) -> Curve:
    """Guess the loss curve of a recipe; a very high learning rate diverges."""
    rate = (config.get("optimizer") or {}).get("learning_rate") or 1e-4
    length = min(6000, int((config.get("data") or {}).get("max_length") or 3000))
    return Curve(
        learning_rate=float(rate),
        epochs=max(1, int(config.get("epochs") or 1)),
        seqlen=max(64.0, length * 0.6),
        diverges_at=0.4 if rate > REASONABLE_LEARNING_RATE else None,
    )


def conversations_of(repo: Repo, target: Target) -> Conversations:
    """Take the prompts and generators as they are now; later changes do not reach the rows.

    Raises:
        Refusal: 400 naming what is missing.
    """
    config = target.config
    if not config.get("generators"):
        raise bad_input(f"Target '{target.name}' has no generators")
    if not config.get("teacher_prompt"):
        raise bad_input(f"Target '{target.name}' has no teacher_prompt")
    if config.get("student_prompt") is None:
        raise bad_input(f"Target '{target.name}' has no student_prompt")
    teacher = _prompt(repo, config["teacher_prompt"])
    student = _prompt(repo, config["student_prompt"]) if config["student_prompt"] else Prompt("", [])
    return Conversations(teacher, student, config["generators"], seed_of(repo.name, target.name))


def stim_answer(world: World, target: Target) -> JsonObject:
    """Tell how far stim is, with every key of a job present."""
    keys = ("generators", "teacher_prompt", "student_prompt")
    return _row_answer(world, target.stim, {key: target.config.get(key) for key in keys})


def rollout_answer(world: World, target: Target) -> JsonObject:
    """Tell how far rollout is, with the number of rows expected."""
    keys = ("model_name", "num_traj_per_stimulus", "max_concurrency", "max_tokens", "temperature")
    answer = _row_answer(world, target.rollout, {key: target.config.get(key) for key in keys})
    return {**answer, "total_expected": target.rollout.course.total if target.rollout else None}


def bake_answer(world: World, repo: Repo, bake: Bake) -> JsonObject:
    """Tell how a bake is doing; the answer carries no name, as published."""
    run = bake.training.run if bake.training is not None else None
    status = world.status(run)
    answer: JsonObject = {
        "status": status,
        "lines": None,
        "config": bake.config,
        "error": run.course.error if run is not None and status == "failed" else None,
        "job_id": run.job_id if run is not None and status == "running" else None,
        "progress_percent": None,
        "model_name": None,
        "loss": None,
    }
    if bake.training is not None and run is not None:
        answer["progress_percent"] = progress_percent(run.course, world.elapsed_seconds(run))
        answer["loss"] = None if status == "failed" else bake.training.log.summary(steps_done(world, bake))
    if status == "complete":
        answer["model_name"] = [model_path(repo.name, bake.name, step) for step in checkpoints(world, bake)]
    return answer


def steps_done(world: World, bake: Bake) -> int:
    """Count the training steps a bake has logged."""
    if bake.training is None:
        return 0
    run = bake.training.run
    return done_at(run.course, world.elapsed_seconds(run))


def rows_done(world: World, run: Run) -> int:
    """Count the rows a stim or rollout has written."""
    return done_at(run.course, world.elapsed_seconds(run))


def checkpoints(world: World, bake: Bake) -> list[int]:
    """List the steps whose weights can be had, newest first; empty until the bake is complete."""
    if bake.training is None or world.status(bake.training.run) != "complete":
        return []
    total = bake.training.run.course.total
    steps = {total}
    for entry in bake.config.get("checkpoint") or []:
        every = int(entry.get("save_every_n_steps") or 0)
        epochs = int(entry.get("save_every_n_epochs") or 0)
        per_epoch = max(1, total // max(1, int(bake.config.get("epochs") or 1)))
        for stride in (every, epochs * per_epoch):
            steps.update(range(stride, total, stride) if stride > 0 else ())
    return sorted(steps, reverse=True)[:1000]


def _row_answer(world: World, run: Run | None, config: JsonObject) -> JsonObject:
    status = world.status(run)
    running = run is not None and status == "running"
    return {
        "status": status,
        "lines": rows_done(world, run) if run is not None else None,
        "config": config,
        "error": run.course.error if run is not None and status == "failed" else None,
        "job_id": run.job_id if run is not None and running else None,
        "progress_percent": progress_percent(run.course, world.elapsed_seconds(run))
        if run is not None and status in ("running", "failed")
        else None,
    }


def _answer_count(target: Target) -> int:
    questions = target.stim.course.total if target.stim is not None else 0
    return min(MOST_ROWS, questions * int(target.config.get("num_traj_per_stimulus") or 1))


def _check_datasets(world: World, repo: Repo, bake: Bake) -> None:
    datasets = bake.given.get("datasets")
    if not datasets:
        raise bad_input(f"Bake '{bake.name}' has no datasets")
    for entry in datasets:
        target = repo.targets.get(entry["target"])
        if target is None:
            raise bad_input(f"Dataset target '{entry['target']}' not found")
        if world.status(target.rollout) != "complete":
            raise bad_input(f"Rollout of target '{target.name}' must be complete before starting bake")


def _prompt(repo: Repo, name: str) -> Prompt:
    if name not in repo.prompts:
        raise bad_input(f"Prompt '{name}' not found")
    return repo.prompts[name]
