"""What of the state tells two things apart: which two are meant, what of them is not read yet, and their sides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from breadtui.domain.descent.forest import BakePlace, forest_of
from breadtui.domain.descent.lessons import Lesson, lessons_of
from breadtui.domain.difference.comparison import Side, UsedPrompt
from breadtui.domain.difference.training_figures import training_figures
from breadtui.domain.errors import NotFound
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.recipe import datasets_of
from breadtui.store.facts.remote import NOT_ASKED, Failed, Ready, Remote, value_of
from breadtui.store.facts.state import AppState, Choice

T = TypeVar("T")
LOADING = "loading"
"""What is said of something that is on its way."""
MARK_TWO = "mark two things of the same kind with space"


class Compared(NamedTuple):
    """One of the two: a bake (a stim or rollout stands for its target), a target or a prompt.

    `checkpoint` is the training step at which a bake is looked at, None for its whole training.
    """

    what: JobKey | TargetKey | PromptKey
    checkpoint: int | None = None

    @property
    def name(self) -> str:
        """`repo/name`, with the checkpoint where one is meant; raw."""
        tail = "" if self.checkpoint is None else f"/{self.checkpoint}"
        return f"{self.what.repo}/{self.what.name}{tail}"

    @property
    def kind(self) -> str:
        """The word for what it is."""
        match self.what:
            case JobKey():
                return "bake"
            case TargetKey():
                return "target"
            case _:
                return "prompt"


class NotComparable(Exception):
    """Two things that cannot be compared, or only one; the message is a sentence on what to do."""


def comparable(what: Choice | None, checkpoint: int | None = None) -> Compared:
    """A thing as one of two.

    Raises: NotComparable for a repository and for nothing.
    """
    match what:
        case JobKey(_, Phase.BAKE):
            return Compared(what, checkpoint)
        case JobKey(repo, _, name):
            return Compared(TargetKey(repo, TargetName(name)))
        case PromptKey() | TargetKey():
            return Compared(what)
        case _:
            raise NotComparable("choose a bake, a target or a prompt to compare")


def pair_to_compare(state: AppState) -> tuple[Compared, Compared]:
    """The two that are marked, else the parent of what is chosen and itself.

    Raises: NotComparable with what to do.
    """
    count = len(state.marked)
    if count == 2:
        return same_kind(comparable(state.marked[0]), comparable(state.marked[1]))
    if count:
        which = "one thing is marked: mark a second one" if count == 1 else f"{count} are marked: leave two"
        raise NotComparable(f"{which}, or unmark all to compare with the parent")
    chosen = comparable(state.chosen, state.checkpoint)
    if not isinstance(chosen.what, JobKey):
        raise NotComparable(f"a {chosen.kind} has no parent: {MARK_TWO}")
    return parent_of(state, chosen.what), chosen


def parent_of(state: AppState, bake: JobKey) -> Compared:
    """The bake that one started from, at that checkpoint, in whichever repository it lies.

    Raises: NotComparable where it started from the base model, or where that is not known.
    """
    forest = forest_of(state.lineages)
    place = _place(bake)
    parent = forest.named_parent_of(place)
    if parent is None:
        raise NotComparable(f"{parentless_words(state, bake)}: {MARK_TWO}")
    return Compared(JobKey(parent.repo, Phase.BAKE, parent.bake), forest.started_checkpoint(place))


def parentless_words(state: AppState, bake: JobKey) -> str:
    """Why a bake has no parent to show: it started from the base model, or no answer says what it started from."""
    if forest_of(state.lineages).is_phantom(_place(bake)):
        return f"what {bake.name} started from is not known"
    return f"{bake.name} has no parent, it started from the base model"


def absent_words(state: AppState, bake: JobKey) -> str:
    """That a bake is not in its repository; empty where it is, or where the repository was not read."""
    lineage, is_seen = state.lineages.get(bake.repo), bake in state.jobs
    is_there = is_seen or lineage is None or not forest_of(state.lineages).is_phantom(_place(bake))
    return "" if is_there else "not in this repository: deleted, or never there"


def _place(bake: JobKey) -> BakePlace:
    return BakePlace(bake.repo, BakeName(bake.name))


def same_kind(left: Compared, right: Compared) -> tuple[Compared, Compared]:
    """The two.

    Raises: NotComparable where one is a bake and the other a prompt, say.
    """
    if left.kind != right.kind:
        raise NotComparable(f"a {left.kind} and a {right.kind} cannot be compared: {MARK_TWO}")
    return left, right


def named(state: AppState, path: str) -> Compared:
    """What `repo/name` means: a bake before a target before a prompt of that name; `repo/bake/step` a checkpoint.

    Raises: NotComparable for a path that is none. A name nobody knows is taken for a bake, which is asked for.
    """
    parts = path.split("/")
    if len(parts) not in {2, 3} or not all(parts) or (len(parts) == 3 and not parts[2].isdecimal()):
        raise NotComparable(f"'{path}' is not REPO/NAME, nor REPO/BAKE/CHECKPOINT")
    repo, name = RepoName(parts[0]), parts[1]
    if len(parts) == 3:
        return Compared(JobKey(repo, Phase.BAKE, name), int(parts[2]))
    contents = value_of(state.contents.get(repo, NOT_ASKED))
    lineage = state.lineages.get(repo)
    if contents is not None and not (lineage is not None and BakeName(name) in lineage.descents):
        if TargetName(name) in contents.targets:
            return Compared(TargetKey(repo, TargetName(name)))
        if PromptName(name) in contents.prompts:
            return Compared(PromptKey(repo, PromptName(name)))
    return Compared(JobKey(repo, Phase.BAKE, name))


# What they are made of


def config_of(state: AppState, what: JobKey | TargetKey) -> JsonObject | None:
    """The resolved configuration from the fullest answer there was; None where none came."""
    if isinstance(what, TargetKey):
        target = value_of(state.targets.get(what, NOT_ASKED))
        return None if target is None else target.config
    seen = state.jobs.get(what)
    if seen is not None and seen.job.config:
        return seen.job.config
    lineage = state.lineages.get(what.repo)
    descent = lineage.descents.get(BakeName(what.name)) if lineage is not None else None
    return descent.bake.config if descent is not None and descent.bake is not None else None


def target_keys_of(state: AppState, one: Compared) -> tuple[TargetKey, ...]:
    """The targets whose configuration the comparison needs."""
    match one.what:
        case TargetKey():
            return (one.what,)
        case JobKey(repo):
            found = datasets_of(config_of(state, one.what) or {})
            return tuple(dict.fromkeys(TargetKey(repo, dataset.target) for dataset in found))
        case _:
            return ()


def prompt_keys_of(state: AppState, one: Compared) -> tuple[PromptKey, ...]:
    """The prompts whose text the comparison needs, as far as the targets are read."""
    if isinstance(one.what, PromptKey):
        return (one.what,)
    repo = one.what.repo
    names = (name for lesson in _lessons(state, one.what) for name in (lesson.teacher, lesson.student) if name)
    return tuple(dict.fromkeys(PromptKey(repo, PromptName(name)) for name in names))


def _lessons(state: AppState, what: JobKey | TargetKey) -> tuple[Lesson, ...]:
    def config(name: TargetName) -> JsonObject | None:
        return config_of(state, TargetKey(what.repo, name))

    own: JsonObject = {"datasets": [{"target": what.name}]} if isinstance(what, TargetKey) else {}
    return lessons_of(own or config_of(state, what) or {}, config)


def slice_of(state: AppState, ones: Sequence[Compared]) -> tuple[object, ...]:
    """The parts of the state that a comparison of these is made of, for telling whether any changed."""
    found: list[object] = []
    for one in ones:
        found += [state.targets.get(key) for key in target_keys_of(state, one)]
        found += [state.prompts.get(key) for key in prompt_keys_of(state, one)]
        found += [state.lineages.get(one.what.repo), one.what.repo in state.opened, state.trees.get(one.what.repo)]
        if isinstance(one.what, JobKey):
            found += [state.jobs.get(one.what), state.metrics.get(one.what)]
    return tuple(found)


# Sides


def side_of(state: AppState, one: Compared) -> Side:
    """One side as far as it is known, with what is missing, on its way or refused said."""
    match one.what:
        case PromptKey():
            return Side(one.name, prompts=(_used(state, "prompt", one.what),))
        case TargetKey():
            target = state.targets.get(one.what, NOT_ASKED)
            config = config_of(state, one.what)
            prompts = _used_prompts(state, one)
            return Side(one.name, config, note_of(target) if config is None else "", prompts)
        case _:
            return _bake_side(state, one, one.what)


def _bake_side(state: AppState, one: Compared, key: JobKey) -> Side:
    seen = state.jobs.get(key)
    config = config_of(state, key)
    metrics = state.metrics.get(key, NOT_ASKED)
    loss = seen.job.loss if seen is not None else None
    series = value_of(metrics)
    is_silent = series is None or not len(series)
    return Side(
        one.name,
        config,
        _missing_bake(state, key) if config is None else "",
        _used_prompts(state, one),
        _targets_note(state, one),
        training_figures(loss, series, until_step=one.checkpoint),
        (note_of(metrics) or "no metrics") if is_silent else "",
    )


def _missing_bake(state: AppState, key: JobKey) -> str:
    if key.repo not in state.opened:
        return f"the repository {key.repo} is not open"
    seen = state.jobs.get(key)
    if seen is not None and seen.error is not None:
        return seen.error.message
    if key.repo not in state.lineages and isinstance(tree := state.trees.get(key.repo, NOT_ASKED), Failed):
        return tree.error.message
    if seen is not None:
        return "no configuration was sent"
    return absent_words(state, key) or LOADING


def _targets_note(state: AppState, one: Compared) -> str:
    notes = [
        f"target {key.name}: {note}"
        for key in target_keys_of(state, one)
        if config_of(state, key) is None and (note := note_of(state.targets.get(key, NOT_ASKED)))
    ]
    return f"{'; '.join(notes[:3])}{f'; and {len(notes) - 3} more' if len(notes) > 3 else ''}"


def _used_prompts(state: AppState, one: Compared) -> tuple[UsedPrompt, ...]:
    """Each prompt once a role, with all targets that use it so."""
    users: dict[tuple[str, str], dict[str, None]] = {}
    assert isinstance(one.what, JobKey | TargetKey)  # noqa: S101 - prompts use no prompts
    for lesson in _lessons(state, one.what):
        if config_of(state, TargetKey(one.what.repo, lesson.target)) is None:
            continue
        for role, name in (("teacher", lesson.teacher), ("student", lesson.student)):
            users.setdefault((role, name or ""), {})[lesson.target] = None
    targets_told = not isinstance(one.what, TargetKey)
    return tuple(
        _used(state, role, PromptKey(one.what.repo, PromptName(name)), tuple(targets) if targets_told else ())
        for (role, name), targets in users.items()
    )


def _used(state: AppState, role: str, key: PromptKey, targets: tuple[str, ...] = ()) -> UsedPrompt:
    if not key.name:
        return UsedPrompt(role, "", targets, Prompt(PromptName("")))
    remote = state.prompts.get(key, NOT_ASKED)
    prompt = value_of(remote)
    return UsedPrompt(role, key.name, targets, prompt, note_of(remote))


def note_of(remote: Remote[T]) -> str:
    """Why there is no value, or an old one; empty where it is here."""
    match remote:
        case Ready():
            return ""
        case Failed(NotFound(), _, last):
            return "not on the service any more" if last is not None else "not on the service: deleted, or never there"
        case Failed(error):
            return error.message
        case _:
            return "" if value_of(remote) is not None else LOADING
