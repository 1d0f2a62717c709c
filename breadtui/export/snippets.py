"""What one types elsewhere to get at the same thing: curl, Python, an input file for bgit. The key is never in it."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping
from typing import TypeAlias
from urllib.parse import quote

import yaml

from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import JobKey, Phase, PromptKey, RepoName, TargetKey
from breadtui.domain.prompt.prompts import Prompt
from breadtui.values import dataclass, field

PRODUCTION = "https://bapi.bread.com.ai"
KEY_VARIABLE = "BREAD_API_KEY"
_PLAIN_SEGMENT = re.compile(r"[A-Za-z0-9._~-]+")

Thing: TypeAlias = RepoName | JobKey | PromptKey | TargetKey


class NoSnippet(Exception):
    """It cannot be written; the message is the reason in a few words."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is known of the thing itself, for the forms that hold it; None where it was not read."""

    config: JsonObject | None = None
    prompt: Prompt | None = None
    extra: Mapping[str, Json] = field(default_factory=dict)


def curl(thing: Thing, base_url: str) -> str:
    """A command line that reads the thing; the shell puts the key in.

    Raises: NoSnippet for names that no address can carry.
    """
    address = (base_url or PRODUCTION) + path_of(thing)
    return f'curl -sS -H "Authorization: Bearer ${KEY_VARIABLE}" {shlex.quote(address)}'


def path_of(thing: Thing) -> str:
    """The path of the thing below the base address, each name encoded once.

    Raises: NoSnippet.
    """
    match thing:
        case JobKey(repo, Phase.BAKE, name):
            parts = ["repo", repo, "bakes", name]
        case JobKey(repo, phase, name):
            parts = ["repo", repo, "targets", name, phase.value]
        case PromptKey(repo, name):
            parts = ["repo", repo, "prompts", name]
        case TargetKey(repo, name):
            parts = ["repo", repo, "targets", name]
        case _:
            parts = ["repo", thing]
    return "/v1/" + "/".join(_encoded(part) for part in parts)


def python(thing: Thing, base_url: str) -> str:
    """A script on the official client that reads the thing; the client finds the key itself.

    Raises: NoSnippet.
    """
    path_of(thing)
    call, shown = _python_call(thing)
    names = (thing,) if isinstance(thing, str) else (thing.repo, thing.name)
    quoting = ["from urllib.parse import quote", ""] if not all(map(_PLAIN_SEGMENT.fullmatch, names)) else []
    where = "" if base_url in {"", PRODUCTION} else f"base_url={base_url!r}"
    client = f"client = Bread({where})  # the key is read from {KEY_VARIABLE}"
    return "\n".join([*quoting, "from aibread import Bread", "", client, f"found = client.{call}", shown]) + "\n"


def _python_call(thing: Thing) -> tuple[str, str]:
    match thing:
        case JobKey(repo, Phase.BAKE, name):
            return (
                f"bakes.get({_segment(name)}, repo_name={_segment(repo)})",
                "print(found.status, found.api_model_name, found.loss)",
            )
        case JobKey(repo, phase, name):
            return (
                f"targets.{phase.value}.get({_segment(name)}, repo_name={_segment(repo)})",
                "print(found.status, found.lines)",
            )
        case PromptKey(repo, name):
            return f"prompts.get({_segment(name)}, repo_name={_segment(repo)})", "print(found.messages)"
        case TargetKey(repo, name):
            return f"targets.get({_segment(name)}, repo_name={_segment(repo)})", "print(found.config)"
        case str():
            return f"repo.get({_segment(thing)})", "print(found.base_model)"


def _segment(name: str) -> str:
    """A name as a literal; the client does not encode names, so those that need it are quoted in the script."""
    return repr(name) if _PLAIN_SEGMENT.fullmatch(name) else f"quote({name!r}, safe='')"


def bgit(thing: Thing, content: Content) -> str:
    """The section of bgit's `input.yml` that makes the thing.

    Raises: NoSnippet for what bgit has no section for, and where its content was not read.
    """
    match thing:
        case PromptKey(_, name):
            section: JsonObject = {"PROMPT": {str(name): _prompt_json(content)}}
        case TargetKey(_, name):
            section = {"TARGET": {"name": str(name), **_config_json(content)}}
        case JobKey(_, Phase.BAKE, name):
            section = {"BAKE": {"name": name, **_config_json(content)}}
        case _:
            raise NoSnippet("bgit has no section for it")
    return str(yaml.dump(_plain(section), Dumper=_ExactDumper, sort_keys=False, allow_unicode=True, width=4096))


class _ExactDumper(yaml.SafeDumper):
    """Writes texts with unusual characters between double quotes, the one form that keeps every character."""


def _exact_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    is_usual = text.replace("\n", "").isprintable()
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if is_usual else '"')


_ExactDumper.add_representer(str, _exact_text)


def raw_json(thing: Thing, content: Content) -> str:
    """The thing as JSON in the service's own words.

    Raises: NoSnippet where it was not read.
    """
    match thing:
        case PromptKey(_, name):
            shown: JsonObject = {"prompt_name": str(name), **_prompt_json(content)}
        case TargetKey(_, name):
            shown = {"target_name": str(name), "config": _config_json(content)}
        case str():
            shown = {"repo_name": str(thing), **content.extra}
        case _:
            shown = {**content.extra, "config": _config_json(content)}
    try:
        return json.dumps(_plain(shown), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    except (ValueError, RecursionError):
        raise NoSnippet("it holds what JSON cannot say") from None


def _prompt_json(content: Content) -> JsonObject:
    if content.prompt is None:
        raise NoSnippet("its text was not read yet")
    messages = [{"role": each.role, "content": each.content, **each.extra} for each in content.prompt.messages]
    tools = content.prompt.tools
    return {"messages": messages, **({} if tools is None else {"tools": list(tools)})}


def _config_json(content: Content) -> JsonObject:
    if content.config is None:
        raise NoSnippet("its configuration was not read yet")
    return content.config


def _encoded(segment: str) -> str:
    if segment in {"", ".", ".."}:
        raise NoSnippet("no address can carry its name")
    try:
        return quote(segment, safe="")
    except UnicodeEncodeError:
        raise NoSnippet("its name holds half a character") from None


def _plain(value: Json) -> Json:
    """Mappings and sequences of any kind as dicts and lists."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value
