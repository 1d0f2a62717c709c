"""`breadtui target create`: a target from a file, checked before it is sent, and told as the service resolved it."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
from breadtui.commands.settings_source import Streams, UnusableFile, settings_of_file, text_beside
from breadtui.commands.writing import put_json
from breadtui.config.settings import Settings
from breadtui.domain.errors import BreadError
from breadtui.domain.forms.creation import Taken
from breadtui.domain.json_values import Json
from breadtui.domain.names import TargetKey
from breadtui.domain.target.check import Surroundings, Weight, problems, unknown_keys
from breadtui.domain.target.creation import Created, NotCreated, TargetCreation
from breadtui.domain.target.draft import GENERATORS, TEMPLATES_FOLDER, TargetDraft, rows_of
from breadtui.domain.target.from_file import UnreadableTarget, draft_of_file, template_paths
from breadtui.domain.target.words import count_words
from breadtui.store.clock import SystemClock
from breadtui.store.creating_target import CreatingTarget
from breadtui.store.events import RepoListLoaded
from breadtui.store.forgetting import NoDrafts, NoJournal
from breadtui.store.ports import BreadApi
from breadtui.store.state import AppState
from breadtui.store.store import Store


@dataclass(frozen=True, slots=True)
class Arguments:
    """Which target, from which file (`-` is standard input); `is_forced` sends what the check would refuse."""

    key: TargetKey
    source: str
    is_json: bool = False
    is_forced: bool = False


async def run(api: BreadApi, settings: Settings, args: Arguments, streams: Streams) -> int:
    """Check the file, make the target, write what the service made of it; the exit code. Raises: BreadError."""
    if settings.is_read_only:
        streams.tell("read-only: nothing was created.")
        return exits.REFUSED
    try:
        draft = _draft(args, streams)
    except (UnusableFile, UnreadableTarget) as problem:
        streams.tell(f"{problem}.")
        return exits.USAGE
    if not await _may_be_sent(api, draft, args, streams):
        return exits.USAGE
    outcome = await _made(api, args.key, draft)
    if isinstance(outcome, NotCreated):
        for place, words in outcome.complaints.items():
            streams.tell(f"{place}: {words}.")
        raise outcome.error
    if args.is_json:
        put_json(streams.out, outcome_json(args.key, outcome))
    return _told(args, outcome, streams)


def _draft(args: Arguments, streams: Streams) -> TargetDraft:
    """The file's target with the templates it names. Raises: UnusableFile, UnreadableTarget."""
    draft = draft_of_file(settings_of_file(args.source, streams.read), args.key.name)
    generators = list(draft.generators)
    for place, path in template_paths(draft):
        text = text_beside(args.source, path)
        if text is not None:
            generators[place] = {**generators[place], "template_content": text}
        elif not path.startswith(TEMPLATES_FOLDER):
            raise UnusableFile(f"the template {path} is not there")
    return replace(draft, given={**draft.given, GENERATORS: generators}) if generators else draft


async def _may_be_sent(api: BreadApi, draft: TargetDraft, args: Arguments, streams: Streams) -> bool:
    """Tell what is wrong and doubtful; what is certain to be refused is sent only if that is wanted."""
    strangers = unknown_keys(draft.given)
    found = problems(draft, Surroundings(prompts=await _prompts(api, args.key)))
    for problem in found:
        if problem.weight > Weight.NOTE and problem.place not in strangers:
            streams.tell(f"{problem.place}: {problem.words}.")
    is_wrong = any(problem.weight is Weight.ERROR for problem in found)
    return may_be_sent(draft.name, strangers, streams, is_wrong=is_wrong, is_forced=args.is_forced)


async def _prompts(api: BreadApi, key: TargetKey) -> set[str] | None:
    try:
        return set(await api.prompt_names(key.repo))
    except BreadError:
        return None  # a repository that is not there is told when the target is made


async def _made(api: BreadApi, key: TargetKey, draft: TargetDraft) -> TargetCreation | None:
    store, clock = Store(AppState()), SystemClock()
    store.dispatch(RepoListLoaded((await api.repo(key.repo),), clock.now()))
    return await CreatingTarget(store, api, NoJournal(), NoDrafts(), clock).create_target(key.repo, draft)


def _told(args: Arguments, outcome: TargetCreation | None, streams: Streams) -> int:
    place = f"{args.key.repo}/{args.key.name}"
    match outcome:
        case Created(config=config):
            words = count_words(rows_of(config))
            return tell_made(place, outcome, "is created", words, streams, is_json=args.is_json)
        case Taken():
            return tell_taken(place, outcome, "in what it does not tell, such as a template's text", streams)
        case _:
            return tell_not_created(place, streams)


def outcome_json(key: TargetKey, outcome: TargetCreation | None) -> Json:
    """The outcome for programs."""
    head: dict[str, Json] = {"repo": key.repo, "target_name": key.name}
    match outcome:
        case Created(config=config):
            count = rows_of(config)
            return {
                **head,
                "outcome": outcome_word(outcome),
                "config": config,
                "origins": origins_json(outcome),
                "questions": None if count.is_open else count.questions,
                "rows": None if count.is_open else count.rows,
            }
        case Taken():
            return {**head, **taken_json(outcome)}
        case _:
            return {**head, "outcome": "refused"}
