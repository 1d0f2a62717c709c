"""Runs a command without a screen: settings, service, command, exit code."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from breadtui.cli.complaint import NO_KEY, complain
from breadtui.cli.joining import api_for, demo_or_real, settings_of
from breadtui.cli.standard_input import asker
from breadtui.cli.status_oneline import ask_for_line, is_told_by_recorder
from breadtui.commands import exits
from breadtui.config.problem import ConfigProblem
from breadtui.config.settings import Settings
from breadtui.domain.errors import BreadError
from breadtui.domain.names import JobKey, Phase, RepoName

if TYPE_CHECKING:
    from breadtui.domain.descent.dependencies import Part
    from breadtui.domain.query.queries import Query
    from breadtui.store.ports.service import BreadApi


def run_headless(found: Namespace) -> int:
    """Do the command that was typed; complaints and remarks go to stderr, only the outcome to stdout."""
    try:
        found.query = _query(found)
    except _WrongFilter as wrong:
        return complain(str(wrong), exits.USAGE)
    try:
        settings = settings_of(found, os.environ)
        for remark in settings.remarks:
            _remark(remark)
        code = _told_here(found, settings)
        if code is not None:
            return code
        import asyncio

        with demo_or_real(settings) as joined:
            return asyncio.run(_run(found, joined))
    except ConfigProblem as problem:
        return complain(problem.sentence, exits.USAGE)


def _told_here(found: Namespace, settings: Settings) -> int | None:
    """The outcome of what needs no service; None for the rest."""
    if found.command == "label":
        from breadtui.cli.words.label import run_label

        return run_label(found, settings)
    if settings.key is None and not settings.is_demo:
        return complain(NO_KEY, exits.NOT_AUTHORISED)
    if getattr(found, "oneline", False) and is_told_by_recorder(found, settings):
        return exits.OK
    if found.command == "journal":
        from breadtui.cli.words.journal import run_journal

        return run_journal(found, settings)
    if found.command == "events":
        from breadtui.cli.words.journal import run_events

        return run_events(found, settings, found.query)
    return None


class _WrongFilter(Exception):
    """Filter words that say nothing; the text is a sentence with the place marked below."""


def _query(found: Namespace) -> Query | None:
    """The filter that was typed, None where there is none. Raises: _WrongFilter."""
    text = getattr(found, "filter", "")
    if not text:
        return None
    from breadtui.cli.words.filters import complaint_lines
    from breadtui.domain.query.queries import BadQuery, parse_query

    try:
        return parse_query(text)
    except BadQuery as problem:
        raise _WrongFilter(complaint_lines(text, problem)) from problem


async def _run(found: Namespace, settings: Settings) -> int:
    api = api_for(settings)
    try:
        return await _command(found, settings, api)
    except BreadError as error:
        from breadtui.cli.failures import sentence_of

        return complain(sentence_of(error, settings), exits.exit_of(error))
    finally:
        await api.aclose()


async def _command(found: Namespace, settings: Settings, api: BreadApi) -> int:
    match found.command:
        case "status":
            return await _status(found, settings, api)
        case "tree":
            from breadtui.cli.words.label import labels_asked_for
            from breadtui.commands.reading import tree

            labels = labels_asked_for(found.query, settings)
            wanted = tree.Arguments(_repo(found), found.query, found.form, labels)
            return await tree.run(api, settings, wanted, sys.stdout)
        case "show":
            from breadtui.commands.reading import show

            return await show.run(api, settings, show.Arguments(_job(found), found.form), sys.stdout)
        case "wait":
            return await _wait(found, settings, api)
        case "target" | "bake":
            return await _create(found, settings, api)
        case _:
            return await _lineage_command(found, settings, api)


async def _status(found: Namespace, settings: Settings, api: BreadApi) -> int:
    """The table, or one line."""
    if found.oneline:
        return await ask_for_line(found, api)
    from breadtui.cli.words.label import labels_asked_for
    from breadtui.commands.monitoring import status

    wanted = status.Arguments(_repo(found), found.query, found.json, labels_asked_for(found.query, settings))
    return await status.run(api, settings, wanted, sys.stdout)


async def _talk(found: Namespace, settings: Settings, api: BreadApi) -> int:
    """A question to models, or which there are."""
    from breadtui.cli.words.chat import run_chat, run_models

    if found.command == "models":
        return await run_models(found, settings, api)
    return await run_chat(found, settings, api, _remark)


async def _create(found: Namespace, settings: Settings, api: BreadApi) -> int:
    """A target or bake from a file."""
    if found.command == "target":
        from breadtui.cli.target_command import run_target

        return await run_target(found, settings, api)
    from breadtui.cli.bake_command import run_bake

    return await run_bake(found, settings, api)


async def _wait(found: Namespace, settings: Settings, api: BreadApi) -> int:
    """The watch over all that was named."""
    from breadtui.commands.running import wait_several

    phase = None if found.phase is None else Phase(found.phase)
    args = wait_several.Arguments(found.places, phase, found.json, found.timeout, found.every)
    return await wait_several.run(api, settings, args, sys.stdout, _remark)


async def _lineage_command(found: Namespace, settings: Settings, api: BreadApi) -> int:
    """Commands about where a bake comes from, and what it learns from."""
    match found.command:
        case "rows" | "metrics" | "compare" | "chat" | "models":
            return await _long_reading(found, settings, api)
        case "doctor":
            from breadtui.cli.words.doctor import run_doctor

            return await run_doctor(found, settings, api, _remark)
        case "graph":
            from breadtui.commands.reading import graph

            return await graph.run(api, settings, graph.Arguments(_part(found), found.used_by, found.form), sys.stdout)
        case "plan":
            from breadtui.commands.running import plan

            plan_args = plan.Arguments(
                key=_bake(found),
                form=plan.Form(found.form),
                is_checked=found.check,
                is_dry_run=found.dry_run,
                is_run=found.run,
                into=None if not found.into else RepoName(found.into),
                from_step=found.from_step,
                is_agreed=found.yes,
            )
            return await plan.run(api, settings, plan_args, sys.stdout, tell=_remark, ask=asker())
        case "blame":
            from breadtui.commands.reading import blame

            return await blame.run(api, settings, blame.Arguments(_bake(found), found.json), sys.stdout)
        case _:
            return await _changing_command(found, settings, api)


async def _long_reading(found: Namespace, settings: Settings, api: BreadApi) -> int:
    """Every row of something, or what models say, into a pipe or a file."""
    if found.command in {"chat", "models"}:
        return await _talk(found, settings, api)
    if found.command == "compare":
        from breadtui.cli.words.compare import run_compare

        return await run_compare(found, settings, api, _remark)
    if found.command == "rows":
        from breadtui.cli.words.rows import run_rows

        return await run_rows(found, settings, api, _remark)
    from breadtui.cli.words.metrics import run_metrics

    return await run_metrics(found, settings, api, _remark)


async def _changing_command(found: Namespace, settings: Settings, api: BreadApi) -> int:
    """Commands that may change the service."""
    match found.command:
        case "record":
            from breadtui.cli.words.record import run_record

            return await run_record(found, settings, api, _remark)
        case "run":
            from breadtui.cli.words.run import run_run

            return await run_run(found, settings, api, asker(), _remark)
        case "download":
            from breadtui.cli.words.download import run_download

            return await run_download(found, settings, api, asker(), _remark)
        case "prompt":
            from breadtui.cli.prompt_command import run_prompt

            return await run_prompt(found, settings, api, asker(), _remark)
        case "repo":
            from breadtui.commands.making import repo

            repo_args = repo.Arguments(RepoName(found.name), found.base_model, found.json)
            return await repo.run(api, settings, repo_args, sys.stdout, tell=_remark)
        case _:
            raise AssertionError(found.command)


def _bake(found: Namespace) -> JobKey:
    repo, name = found.place
    return JobKey(RepoName(repo), Phase.BAKE, name)


def _remark(sentence: str) -> None:
    complain(sentence, exits.OK)


def _repo(found: Namespace) -> RepoName | None:
    return None if found.place is None else RepoName(found.place[0])


def _part(found: Namespace) -> Part:
    from breadtui.domain.descent.dependencies import Part

    repo, name = found.place
    return Part(RepoName(repo), found.kind, name)


def _job(found: Namespace) -> JobKey:
    repo, name = found.place
    return JobKey(RepoName(repo), Phase(found.phase), name)
