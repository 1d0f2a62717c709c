"""`breadtui bake create`: a bake from a file, checked before it is sent, and told as the service resolved it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from breadtui.commands import exits
from breadtui.commands.creation_outcome import (
    may_be_sent,
    origins_json,
    outcome_word,
    taken_json,
    tell_made,
    tell_not_created,
    tell_taken,
)
from breadtui.commands.settings_source import Streams, UnusableFile, settings_of_file
from breadtui.commands.writing import put_json
from breadtui.config.settings import Settings
from breadtui.domain.baking.check import problems
from breadtui.domain.baking.creation import BakeCreation, Created, NotCreated
from breadtui.domain.baking.draft import DEFAULT_TEMPLATE, BakeDraft, entries_of
from breadtui.domain.baking.form import form_of, unknown_keys
from breadtui.domain.baking.from_file import UnreadableBake, draft_of_file
from breadtui.domain.baking.known import Known, KnownTarget, Prospect, prospect
from breadtui.domain.baking.resolved import BUILT_IN
from breadtui.domain.errors import NotFound
from breadtui.domain.forms.creation import Taken
from breadtui.domain.forms.places import dotted
from breadtui.domain.forms.problems import Problem, field_problems
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import JobKey, Phase, TargetKey, TargetName
from breadtui.store.clock import SystemClock
from breadtui.store.creating_bake import CreatingBake
from breadtui.store.forgetting import NoDrafts, NoJournal
from breadtui.store.ports import BreadApi
from breadtui.store.state import AppState
from breadtui.store.store import Store


@dataclass(frozen=True, slots=True)
class Arguments:
    """Which bake, from which file (`-` is standard input); `is_forced` sends what the check would refuse."""

    key: JobKey
    source: str
    is_json: bool = False
    is_forced: bool = False


async def run(api: BreadApi, settings: Settings, args: Arguments, streams: Streams) -> int:
    """Check the file, make the bake, write what the service made of it; the exit code. Raises: BreadError."""
    if settings.is_read_only:
        streams.tell("read-only: nothing was created.")
        return exits.REFUSED
    try:
        draft = draft_of_file(settings_of_file(args.source, streams.read), args.key.name)
    except (UnusableFile, UnreadableBake) as problem:
        streams.tell(f"{problem}.")
        return exits.USAGE
    below = await _below(api, args.key, draft.template)
    known = await _known(api, args.key, draft, below)
    if not _may_be_sent(draft, below, known, args, streams):
        return exits.USAGE
    outcome = await _made(api, args.key, draft)
    if isinstance(outcome, NotCreated):
        for place, words in outcome.complaints.items():
            streams.tell(f"{dotted(place)}: {words}.")
        raise outcome.error
    if args.is_json:
        put_json(streams.out, outcome_json(args.key, outcome, prospect(draft, below, known)))
    return _told(args, outcome, prospect(draft, below, known), streams)


async def _below(api: BreadApi, key: JobKey, template: str) -> JsonObject:
    """The template's configuration; nothing of one that is not there, which is told when the bake is made."""
    if template == DEFAULT_TEMPLATE:
        return BUILT_IN
    try:
        return (await api.job(JobKey(key.repo, Phase.BAKE, template))).config
    except NotFound:
        return {}


async def _known(api: BreadApi, key: JobKey, draft: BakeDraft, below: JsonObject) -> Known:
    """What the check needs: the names, and each target that is named with its rollout. Raises: BreadError."""
    tree, names = await api.tree(key.repo), await api.target_names(key.repo)
    entries = entries_of(draft.resolved(below))
    wanted = list(dict.fromkeys(entry.target for entry in entries if entry.target in names))
    found = await asyncio.gather(*(_known_target(api, key, name) for name in wanted))
    targets = dict(zip(wanted, found, strict=True))
    models = frozenset(path for bake in tree.bakes.values() for path in bake.model_names)
    return Known(tree.base_model, frozenset(names), targets, None, models, {key.repo})


async def _known_target(api: BreadApi, key: JobKey, name: str) -> KnownTarget:
    try:
        target = await api.target(TargetKey(key.repo, TargetName(name)))
        rollout = await api.job(JobKey(key.repo, Phase.ROLLOUT, name))
    except NotFound:
        return KnownTarget()
    return KnownTarget(target.config, rollout)


def _may_be_sent(draft: BakeDraft, below: JsonObject, known: Known, args: Arguments, streams: Streams) -> bool:
    """Tell what is wrong and doubtful; what is certain to be refused is sent only if that is wanted."""
    strangers = unknown_keys(draft.given)
    found = [*field_problems(form_of(draft, below)), *problems(draft, below, known)]
    for problem in found:
        if problem.place != ("more",):
            streams.tell(f"{dotted(problem.place)}: {problem.sentence}.")
    return may_be_sent(draft.name, strangers, streams, is_wrong=_errors(found), is_forced=args.is_forced)


def _errors(found: Iterable[Problem]) -> bool:
    return any(not problem.is_warning for problem in found)


async def _made(api: BreadApi, key: JobKey, draft: BakeDraft) -> BakeCreation | None:
    return await CreatingBake(Store(AppState()), api, NoJournal(), NoDrafts(), SystemClock()).create_bake(
        key.repo, draft
    )


def _told(args: Arguments, outcome: BakeCreation | None, estimate: Prospect, streams: Streams) -> int:
    place = f"{args.key.repo}/{args.key.name}"
    match outcome:
        case Created():
            created, words = "is created, not started", estimate_words(estimate)
            return tell_made(place, outcome, created, words, streams, is_json=args.is_json)
        case Taken():
            return tell_taken(place, outcome, "in what its template gives beyond what is in the file", streams)
        case _:
            return tell_not_created(place, streams)


def estimate_words(estimate: Prospect) -> str:
    """Rows and steps by the contract's rule."""
    if not estimate.rows:
        return "no rows yet to train on"
    more = ", rows of unfinished rollouts missing" if estimate.is_partial else ""
    return f"{estimate.rows} rows, an estimate of {estimate.steps} steps of {estimate.effective_batch}{more}"


def outcome_json(key: JobKey, outcome: BakeCreation | None, estimate: Prospect) -> Json:
    """The outcome for programs."""
    head: dict[str, Json] = {"repo": key.repo, "bake_name": key.name}
    match outcome:
        case Created(job=job):
            return {
                **head,
                "outcome": outcome_word(outcome),
                "status": job.status.value,
                "config": job.config,
                "origins": origins_json(outcome),
                "estimate": {"rows": estimate.rows, "steps": estimate.steps, "batch": estimate.effective_batch},
            }
        case Taken():
            return {**head, **taken_json(outcome)}
        case _:
            return {**head, "outcome": "refused"}
