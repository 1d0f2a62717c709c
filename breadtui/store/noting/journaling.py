"""What changed between two states, as entries of the journal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import TypeVar

from breadtui.domain.difference.config_diff import differences
from breadtui.domain.errors import OutOfCredit
from breadtui.domain.happenings import ConfigSighting, Happening, Listing, Origin, Thing, What
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.sightings import JobSighting
from breadtui.store.events.authoring import TargetCreationMoved
from breadtui.store.events.deletion import BakeDeleted, TargetDeleted
from breadtui.store.events.dismissing import DismissalsRestored
from breadtui.store.events.event import Event, RepoMade, StartFailed
from breadtui.store.facts.dismissals import DISMISSED_FACT, dismissals_changed
from breadtui.store.facts.keyed import moved_keys
from breadtui.store.facts.remote import NOT_ASKED, Remote, last_ready, value_of
from breadtui.store.facts.sighting import figures_of
from breadtui.store.facts.state import AppState, LockedOut, Online, SeenJob
from breadtui.store.noting.doctoring import alarm_happenings
from breadtui.store.ports.service import Journal

T = TypeVar("T")
Key = TypeVar("Key")

DIGEST_DIGITS = 16
MOST_SETTINGS = 4
MOST_VALUE_CHARACTERS = 40


def record_change(journal: Journal, before: AppState, after: AppState, event: Event, at: datetime) -> None:
    """Tell the journal what an event changed: jobs, what a repository holds, configurations, the link, own changes."""
    if before is after:
        return
    if before.dismissed is not after.dismissed:
        known = event.dismissed if isinstance(event, DismissalsRestored) else before.dismissed
        if known != after.dismissed:
            journal.change_fact(DISMISSED_FACT, partial(dismissals_changed, known, after.dismissed))
    if own := _own_change(before, event, at):
        journal.record_own_change(own)
    if sightings := job_sightings(before, after, at):
        journal.record_jobs(sightings)
    for listing in listings(before, after, at):
        journal.record_listing(listing)
    for config in config_sightings(before, after, at):
        journal.record_config(config)
    if told := (*link_happenings(before, after, at), *alarm_happenings(before, after, at), *_refusals(event, at)):
        journal.record_happenings(told)


def job_sightings(before: AppState, after: AppState, at: datetime) -> tuple[JobSighting, ...]:
    """The jobs that are new or changed, in the order of `after`."""
    if before.jobs is after.jobs:
        return ()
    known = before.jobs
    return tuple(
        sighting_of(after.jobs[key], at, _last_look(before, key), is_starting=key in before.starting)
        for key in moved_keys(known, after.jobs)
        if key not in known or known[key].job is not after.jobs[key].job
    )


def listings(before: AppState, after: AppState, at: datetime) -> Iterator[Listing]:
    """What the account and open repositories hold, of each kind whose names were not seen just so before.

    The repositories themselves are listed under no repository.
    """
    if (repos := value_of(after.repos)) is not None and repos is not (listed := value_of(before.repos)):
        names = frozenset(repo.name for repo in repos)
        if listed is None or names != {repo.name for repo in listed}:
            yield Listing(RepoName(""), "repo", frozenset[str](names), at)
    for repo, tree in _moved(before.trees, after.trees):
        known = value_of(before.trees.get(repo, NOT_ASKED))
        if known is None or known.bakes.keys() != tree.bakes.keys():
            yield Listing(repo, Phase.BAKE.value, frozenset(tree.bakes), at)
    for repo, contents in _moved(before.contents, after.contents):
        yield Listing(repo, "prompt", frozenset(contents.prompts), at)
        yield Listing(repo, "target", frozenset(contents.targets), at)


def config_sightings(before: AppState, after: AppState, at: datetime) -> Iterator[ConfigSighting]:
    """Configurations of targets that were read, and of bakes whose own changed while they were watched."""
    for key, target in _moved(before.targets, after.targets):
        known = value_of(before.targets.get(key, NOT_ASKED))
        yield _config(key, {} if known is None else known.config, target.config, at)
    if before.jobs is after.jobs:
        return
    for job in moved_keys(before.jobs, after.jobs):
        was, now = before.jobs.get(job), after.jobs[job].job.config
        if was is not None and was.job.config is not now and changed_words(was.job.config, now):
            yield _config(job, was.job.config, now, at)


def changed_words(was: JsonObject, now: JsonObject) -> str:
    """The settings that both have and that differ, e.g. `epochs: 3 -> 5`; the first few, the rest counted.

    What only one of them names is left out: the service tells more of a configuration in one answer than in another.
    """
    if not was or was == now:
        return ""
    found = [one for one in differences(now, was) if one.mine is not None and one.theirs is not None]
    told = [f"{one.path}: {_short(one.theirs)} -> {_short(one.mine)}" for one in found[:MOST_SETTINGS]]
    rest = len(found) - len(told)
    return "; ".join(told) + (f"; +{rest}" if rest else "")


def link_happenings(before: AppState, after: AppState, at: datetime) -> tuple[Happening, ...]:
    """The way to the service broke, or the key was refused, or all is well again."""
    was, now = before.link, after.link
    if type(was) is type(now):
        return ()
    if isinstance(now, Online):
        return (Happening(What.LINK_BACK, at),)
    what = What.KEY_REFUSED if isinstance(now, LockedOut) else What.LINK_LOST
    return (Happening(what, at, detail=now.error.message),)


def _refusals(event: Event, at: datetime) -> tuple[Happening, ...]:
    """A start that was refused because the credit is used up."""
    match event:
        case StartFailed(key, OutOfCredit() as error):
            return (Happening(What.NOTE, at, key, after="out-of-credit", detail=error.message, origin=Origin.HERE),)
        case _:
            return ()


def digest_of(config: JsonObject) -> str:
    """Equal for equal configurations, whatever the order of their settings."""
    told = json.dumps(config, sort_keys=True, default=str)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST_DIGITS]


def _own_change(before: AppState, event: Event, at: datetime) -> Happening | None:
    match event:
        case RepoMade(repo):
            listed = value_of(before.repos)
            is_new = listed is not None and all(one.name != repo.name for one in listed)
            return Happening(What.APPEARED, at, repo.name, origin=Origin.HERE) if is_new else None
        case TargetCreationMoved(key, creation):
            from breadtui.domain.target.creation import Created  # noqa: PLC0415  when a target is made

            is_new = isinstance(creation, Created) and not creation.was_there
            return Happening(What.APPEARED, at, key, origin=Origin.HERE) if is_new else None
        case TargetDeleted(key) | BakeDeleted(key):
            return Happening(What.VANISHED, at, key, origin=Origin.HERE)
        case _:
            return None


def _moved(before: Mapping[Key, Remote[T]], after: Mapping[Key, Remote[T]]) -> Iterator[tuple[Key, T]]:
    """What was read and is another value than was known."""
    if before is after:
        return
    for key in moved_keys(before, after):
        value = value_of(after[key])
        if value is not None and value is not value_of(before.get(key, NOT_ASKED)):
            yield key, value


def _config(about: Thing, was: JsonObject, now: JsonObject, at: datetime) -> ConfigSighting:
    return ConfigSighting(about, digest_of(now), at, changed_words(was, now))


def _short(text: str | None) -> str:
    text = text or ""
    return text if len(text) <= MOST_VALUE_CHARACTERS else f"{text[: MOST_VALUE_CHARACTERS - 3]}..."


def _last_look(before: AppState, key: JobKey) -> datetime | None:
    """When the job was last seen as it was: by its own answer, or by a tree, which says of each bake how it stands."""
    seen = before.jobs.get(key)
    if seen is None:
        return None
    tree = last_ready(before.trees.get(key.repo, NOT_ASKED)) if key.phase is Phase.BAKE else None
    is_listed = tree is not None and key.name in tree.value.bakes and not seen.is_gone
    return max(seen.seen_at, tree.at) if tree is not None and is_listed else seen.seen_at


def sighting_of(
    seen: SeenJob, at: datetime, last_look_at: datetime | None, *, is_starting: bool = False
) -> JobSighting:
    """A job as it was seen, for the journal; `last_look_at` is when it was last seen as it was before.

    `is_starting` where a start of ours is on its way: a poll may show what it did before its own answer comes.
    """
    job = seen.job
    figures = figures_of(job)
    return JobSighting(
        job.key,
        at,
        job.status_text or job.status.value,
        job.progress_percent,
        job.lines,
        figures.loss,
        job.error,
        seen.run_id,
        is_ours=seen.started_at is not None or (is_starting and job.is_active),
        last_look_at=last_look_at,
    )
