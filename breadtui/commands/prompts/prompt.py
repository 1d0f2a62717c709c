"""`breadtui prompt`: prompts listed, written out, compared, saved and edited without a screen."""

from __future__ import annotations

from breadtui.commands.exits import DIFFERENT, OK, REFUSED, USAGE
from breadtui.commands.outcome.writing import put_columns, put_json
from breadtui.commands.prompts.arguments import Arguments, Talk, Verb
from breadtui.commands.prompts.differences import differences_json, put_differences
from breadtui.commands.prompts.editing import edit_prompt
from breadtui.commands.prompts.saving import set_prompt
from breadtui.commands.prompts.texts import Unusable, named_elsewhere, prompt_of_file
from breadtui.config.settings import Settings
from breadtui.domain.prompt.drafts import same_text
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.sightings import PromptSighting
from breadtui.domain.unsafe_text import visible_lines
from breadtui.export.prompts.files import PromptForm, Unwritable, write_prompts
from breadtui.export.prompts.shapes import prompt_json_value
from breadtui.store.ports.service import BreadApi, Journal

WRITES = frozenset({Verb.SET, Verb.EDIT})


async def run(api: BreadApi, settings: Settings, args: Arguments, talk: Talk, journal: Journal) -> int:
    """Do what was asked; the exit code. Raises: BreadError."""
    if args.verb in WRITES and settings.is_read_only:
        talk.tell("read-only: nothing is changed.")
        return REFUSED
    try:
        return await _done(api, args, talk, journal)
    except Unusable as problem:
        talk.tell(f"{problem}.")
        return USAGE


async def _done(api: BreadApi, args: Arguments, talk: Talk, journal: Journal) -> int:
    match args.verb:
        case Verb.LIST:
            return await _list(api, args, talk)
        case Verb.GET:
            return await _get(api, journal, args, talk)
        case Verb.SET:
            return await set_prompt(api, journal, args, talk)
        case Verb.DIFF:
            return await _diff(api, args, talk)
        case Verb.HISTORY:
            return await _history(journal, args, talk)
        case Verb.EDIT:
            return await edit_prompt(api, journal, args, talk)


async def _list(api: BreadApi, args: Arguments, talk: Talk) -> int:
    names = await api.prompt_names(args.repo)
    if args.is_json:
        put_json(talk.out, list(names))
    elif names:
        put_columns(talk.out, [(name,) for name in names])
    return OK


async def _seen(journal: Journal, args: Arguments) -> Prompt:
    """The version of that number. Raises: Unusable where so many were not seen."""
    seen, number = await journal.prompt_history(args.key), args.version or 1
    if number > len(seen):
        raise Unusable(f"there is no version {number}: {_counted(len(seen), 'version')} of it seen on this machine")
    return seen[number - 1].prompt


async def _get(api: BreadApi, journal: Journal, args: Arguments, talk: Talk) -> int:
    prompt = await api.prompt(args.key) if args.version is None else await _seen(journal, args)
    try:
        text = write_prompts(PromptForm(args.form), prompt)
    except Unwritable as problem:
        talk.tell(f"{problem}.")
        return REFUSED
    # A file gets every byte; a terminal would obey some of them.
    talk.out.write(visible_lines(text) if talk.out.isatty() else text)
    talk.out.flush()
    return OK


async def _diff(api: BreadApi, args: Arguments, talk: Talk) -> int:
    elsewhere = named_elsewhere(args.other)
    other = await api.prompt(elsewhere) if elsewhere else prompt_of_file(args.other, args.key.name, talk)
    prompt = await api.prompt(args.key)
    names = (f"{args.key.repo}/{args.key.name}", args.other)
    if args.is_json:
        put_json(talk.out, differences_json(prompt, other, names))
        return OK if same_text(prompt, other) else DIFFERENT
    return DIFFERENT if put_differences(talk.out, prompt, other, names) else OK


async def _history(journal: Journal, args: Arguments, talk: Talk) -> int:
    seen = await journal.prompt_history(args.key)
    if args.is_json:
        for one in seen:
            put_json(talk.out, {"seen_at": one.seen_at.isoformat(), **prompt_json_value(one.prompt)})
    elif seen:
        put_columns(talk.out, [_row(number, one) for number, one in enumerate(seen, start=1)], frozenset({0, 2, 3}))
    else:
        talk.tell("no version of it was seen on this machine.")
    return OK


def _row(number: int, seen: PromptSighting) -> tuple[str, ...]:
    texts = [message.text for message in seen.prompt.messages]
    first = next((line for text in texts for line in text.split("\n") if line.strip()), "")
    counts = _counted(len(texts), "message"), _counted(sum(map(len, texts)), "character")
    return str(number), seen.seen_at.strftime("%Y-%m-%d %H:%M:%S UTC"), *counts, first[:60]


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
