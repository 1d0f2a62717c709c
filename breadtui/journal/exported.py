"""A journal as it was written out by `breadtui journal export`, read again for looking back on any machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from breadtui.domain.happenings import JOB_PHASES, Happening, Origin, Thing, Watch, What
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.domain.prompt.past import PromptPast, PromptStay
from breadtui.domain.repos import RepoTree
from breadtui.domain.sightings import JobSighting
from breadtui.journal.exported_tree import tree_from_json
from breadtui.journal.json_shapes import Unreadable, object_of, text_of
from breadtui.journal.prompt_json import from_text, prompt_from_json

KNOWN_VERSION = 1


class NotAnExport(Exception):
    """The file is no export of a journal, or one of a later breadtui; the message is a sentence."""


@dataclass
class ExportedJournal:
    """All that an export says; lines that are not understood are counted and left out."""

    at: datetime
    jobs: list[JobSighting] = field(default_factory=list)
    events: list[Happening] = field(default_factory=list)
    watched: list[Watch] = field(default_factory=list)
    texts: dict[PromptKey, list[PromptStay]] = field(default_factory=dict)
    trees: dict[RepoName, RepoTree] = field(default_factory=dict)
    """The last of each repository; none in an export that is older than trees in exports."""
    skipped_count: int = 0

    async def jobs_at(self, at: datetime) -> tuple[JobSighting, ...]:
        """How each job was last seen until `at`."""
        return tuple({one.key: one for one in self.jobs if one.seen_at <= at}.values())

    async def job_history(self, key: JobKey) -> tuple[JobSighting, ...]:
        """The changes of one job as they were seen, oldest first."""
        return tuple(one for one in self.jobs if one.key == key)

    async def happenings_between(self, since: datetime, until: datetime) -> tuple[Happening, ...]:
        """By the time at which they were seen, oldest first, both ends included."""
        return tuple(one for one in self.events if since <= one.seen_at <= until)

    async def happenings_of(self, thing: None) -> tuple[Happening, ...]:
        """Those of the session itself, oldest first."""
        return tuple(one for one in self.events if one.about is thing)

    async def watches(self, since: datetime) -> tuple[Watch, ...]:
        """The stretches in which somebody watched, from `since` on."""
        return tuple(one for one in self.watched if (one.ended_at or one.last_alive_at) >= since)

    async def prompt_past(self, key: PromptKey) -> PromptPast:
        """The texts of a prompt and when they were seen."""
        return PromptPast(key, tuple(self.texts.get(key, ())))


def read_exported(lines: Iterable[str]) -> ExportedJournal:
    """The journal in an export, one JSON object a line. Raises: NotAnExport."""
    rest = iter(lines)
    journal = _head(next(rest, ""))
    for line in rest:
        if line.strip():
            try:
                _take(journal, line)
            except (Unreadable, ValueError, TypeError, KeyError):
                journal.skipped_count += 1
    journal.jobs.sort(key=lambda one: one.seen_at)
    journal.events.sort(key=lambda one: (one.seen_at, one.number))
    return journal


def _head(line: str) -> ExportedJournal:
    try:
        head = from_text(line)
        if not isinstance(head, Mapping) or head.get("kind") != "journal":
            raise NotAnExport("this is no journal that was written by breadtui journal export")
        version = head.get("version")
        if not isinstance(version, int) or version > KNOWN_VERSION:
            raise NotAnExport("this journal was written by a later breadtui")
        return ExportedJournal(_moment(head, "exported_at"))
    except (Unreadable, ValueError, TypeError, KeyError):
        raise NotAnExport("this is no journal that was written by breadtui journal export") from None


def _take(journal: ExportedJournal, line: str) -> None:
    told = object_of(from_text(line))
    match told.get("kind"):
        case "watch":
            ended = _moment(told, "ended_at") if told.get("ended_at") is not None else None
            journal.watched.append(Watch(_moment(told, "began_at"), _moment(told, "last_alive_at"), ended))
        case "tree":
            tree = tree_from_json(told)
            journal.trees[tree.repo] = tree
        case "job":
            journal.jobs.append(_job(told))
        case "prompt":
            key = PromptKey(RepoName(_text(told, "repo")), PromptName(_text(told, "name")))
            prompt = prompt_from_json(told["prompt"])
            stay = PromptStay(prompt, _moment(told, "first_seen_at"), _moment(told, "last_seen_at"))
            journal.texts.setdefault(key, []).append(stay)
        case "event":
            journal.events.append(_event(told))
        case _:
            journal.skipped_count += 1


def _job(told: JsonObject) -> JobSighting:
    return JobSighting(
        JobKey(RepoName(_text(told, "repo")), Phase(_text(told, "phase")), _text(told, "name")),
        _moment(told, "seen_at"),
        _text(told, "status"),
        _number(told.get("progress_percent")),
        _whole(told.get("lines")),
        _number(told.get("loss")),
        _text(told, "error") if told.get("error") is not None else None,
        _whole(told.get("run_id")),
    )


def _event(told: JsonObject) -> Happening:
    return Happening(
        What(_text(told, "what")),
        _moment(told, "seen_at"),
        _thing(_text(told, "of"), _text(told, "repo"), _text(told, "name")),
        _text(told, "before"),
        _text(told, "after"),
        _text(told, "detail"),
        Origin(_text(told, "by")),
        _moment(told, "not_before") if told.get("not_before") is not None else None,
        _whole(told.get("number")) or 0,
    )


def _thing(kind: str, repo: str, name: str) -> Thing | None:
    if kind in JOB_PHASES:
        return JobKey(RepoName(repo), Phase(kind), name)
    match kind:
        case "prompt":
            return PromptKey(RepoName(repo), PromptName(name))
        case "target":
            return TargetKey(RepoName(repo), TargetName(name))
        case "repo":
            return RepoName(repo)
        case _:
            return None


def _text(told: JsonObject, name: str) -> str:
    return text_of(told[name])


def _moment(told: JsonObject, name: str) -> datetime:
    moment = datetime.fromisoformat(_text(told, name))
    if moment.tzinfo is None:
        raise Unreadable("a time without a zone")
    return moment


def _number(value: Json) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _whole(value: Json) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
