"""Prompts as plain JSON values, and back: the shapes in which files of any language hold them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import PromptName
from breadtui.domain.prompt.edits import unstorable_place
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.unsafe_text import visible_line
from breadtui.values import dataclass

Path: TypeAlias = tuple[str | int, ...]
NO_PROMPT = "there is no prompt in it: a list of messages, an object with 'messages', or bgit's PROMPT"
_KNOWN_KEYS = frozenset({"prompt_name", "messages", "tools"})


class Misread(Exception):
    """A text that holds no prompt as far as can be told; `line` and `column` count from 1."""

    def __init__(self, sentence: str, line: int = 1, column: int = 1) -> None:
        super().__init__(f"line {line}, column {column}: {visible_line(sentence)}")
        self.sentence = sentence
        self.line = line
        self.column = column


class Misshapen(Exception):
    """A value that is not what stands at such a place; `path` leads to it from the outermost value."""

    def __init__(self, path: Path, sentence: str) -> None:
        super().__init__(sentence)
        self.path = path
        self.sentence = sentence


class Unwritable(Exception):
    """A prompt that the form cannot hold; the text is a sentence that names the place."""


@dataclass(frozen=True, slots=True)
class Found:
    """The prompts of a file in their order, and the keys of it that a prompt has no room for."""

    prompts: tuple[Prompt, ...]
    ignored: tuple[str, ...] = ()


def message_json(message: Message) -> dict[str, Json]:
    """A message in the service's own words."""
    return {"role": message.role, "content": plain(message.content), **_plain_object(message.extra)}


def prompt_json_value(prompt: Prompt) -> dict[str, Json]:
    """A prompt in the service's own words. Source: the API contract, prompts."""
    return {"prompt_name": str(prompt.name), **body_json(prompt)}


def body_json(prompt: Prompt) -> dict[str, Json]:
    """The same without the name; `tools` only where there are any to speak of."""
    messages: list[Json] = [message_json(message) for message in prompt.messages]
    tools: dict[str, Json] = {} if prompt.tools is None else {"tools": [plain(tool) for tool in prompt.tools]}
    return {"messages": messages, **tools}


def plain(value: Json) -> Json:
    """Mappings and sequences of any kind as dicts and lists."""
    if isinstance(value, Mapping):
        return _plain_object(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(each) for each in value]
    return value


def refuse_unstorable(prompt: Prompt) -> None:
    """Raises: Misshapen where a text holds NUL or half of a surrogate pair, which no file and no service keeps."""
    place = unstorable_place(prompt)
    if place is not None:
        path: Path = ("messages", place.message - 1, "content") if place.message else ("tools",)
        path = path if place.line or not place.message else path[:-1]
        at = f", line {place.line}, column {place.column} of the text" if place.line else ""
        where = f"message {place.message}{at}" if place.message else "the tools"
        raise Misshapen(path, f"{where}: {character_name(place.character)} cannot be kept")
    if any(character == "\x00" or "\ud800" <= character <= "\udfff" for character in prompt.name):
        raise Misshapen(("prompt_name",), "the name holds what cannot be kept")


def character_name(character: str) -> str:
    """What a character that cannot be kept is called."""
    kind = "NUL" if character == "\x00" else "half of a surrogate pair"
    return f"{kind} (U+{ord(character):04X})"


def prompts_in(value: Json, default_name: str) -> Found:
    """The prompts that a value holds; one without a name gets the default. Raises: Misshapen."""
    return found_of(list(_named(value, default_name)), tuple(_ignored(value)))


def found_of(prompts: Sequence[Prompt], ignored: tuple[str, ...] = ()) -> Found:
    """The prompts, each name once. Raises: Misshapen."""
    if not prompts:
        raise Misshapen((), NO_PROMPT)
    counts = Counter(prompt.name for prompt in prompts)
    name, count = counts.most_common(1)[0]
    if count > 1:
        raise Misshapen((), f"two prompts are named '{name}'")
    return Found(tuple(prompts), ignored)


def prompt_from(value: Json, path: Path, default_name: str) -> Prompt:
    """One prompt from an object with `messages`. Raises: Misshapen."""
    if not isinstance(value, Mapping) or "messages" not in value:
        raise Misshapen(path, "a prompt is an object with 'messages'")
    name = value.get("prompt_name", default_name)
    if not isinstance(name, str) or not name:
        raise Misshapen((*path, "prompt_name"), "a name is text")
    messages = messages_from(value["messages"], (*path, "messages"))
    return _checked(Prompt(PromptName(name), messages, tools_from(value.get("tools"), (*path, "tools"))), path)


def messages_from(value: Json, path: Path) -> tuple[Message, ...]:
    """A list of messages. Raises: Misshapen."""
    return tuple(message_from(each, (*path, at)) for at, each in enumerate(_listed(value, path, "messages are a list")))


def message_from(value: Json, path: Path) -> Message:
    """One message with whatever keys it has. Raises: Misshapen."""
    if not isinstance(value, Mapping):
        raise Misshapen(path, "a message is an object with 'role' and 'content'")
    role, content = value.get("role"), value.get("content")
    if not isinstance(role, str):
        raise Misshapen((*path, "role"), "a message needs a role, which is text")
    if not (content is None or isinstance(content, str) or _is_list_of_objects(content)):
        raise Misshapen((*path, "content"), "content is text, a list of parts or null; put figures in quotes")
    return Message(role, content, {key: each for key, each in value.items() if key not in {"role", "content"}})


def tools_from(value: Json, path: Path) -> tuple[JsonObject, ...] | None:
    """The tools of a prompt, None for null. Raises: Misshapen."""
    if value is None:
        return None
    tools: list[JsonObject] = []
    for at, each in enumerate(_listed(value, path, "tools are a list")):
        if not isinstance(each, Mapping):
            raise Misshapen((*path, at), "a tool is an object")
        tools.append(each)
    return tuple(tools)


def _named(value: Json, default_name: str) -> Iterator[Prompt]:
    if isinstance(value, Mapping):
        yield from _in_object(value, default_name)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        if value and isinstance(value[0], Mapping) and "messages" in value[0]:
            for at, each in enumerate(value):
                yield prompt_from(each, (at,), f"{default_name}_{at + 1}")
        else:
            yield _bare(default_name, value, ())


def _in_object(value: JsonObject, default_name: str) -> Iterator[Prompt]:
    for section in ("PROMPT", "prompts"):
        if section not in value:
            continue
        prompts = value[section]
        if not isinstance(prompts, Mapping):
            raise Misshapen((section,), f"{section} holds prompts by their names")
        for name, each in prompts.items():
            yield _by_name(name, each, (section, name))
        return
    if "messages" in value:
        yield prompt_from(value, (), default_name)


def _by_name(name: str, value: Json, path: Path) -> Prompt:
    """A prompt under its name: an object, or as in a batch only its messages."""
    if isinstance(value, Mapping):
        return prompt_from({**value, "prompt_name": name}, path, name)
    return _bare(name, value, path)


def _bare(name: str, value: Json, path: Path) -> Prompt:
    """A prompt that is only a list of messages."""
    prompt = Prompt(PromptName(name), messages_from(value, path))
    try:
        refuse_unstorable(prompt)
    except Misshapen as problem:
        raise Misshapen((*path, *problem.path[1:]), problem.sentence) from None
    return prompt


def _checked(prompt: Prompt, path: Path) -> Prompt:
    try:
        refuse_unstorable(prompt)
    except Misshapen as problem:
        raise Misshapen((*path, *problem.path), problem.sentence) from None
    return prompt


def _ignored(value: Json) -> Iterator[str]:
    if not isinstance(value, Mapping):
        return
    if isinstance(prompts := value.get("PROMPT"), Mapping):
        for name, each in prompts.items():
            yield from (f"{name}.{key}" for key in _strange(each))
    elif "messages" in value:
        yield from _strange(value)


def _strange(value: Json) -> list[str]:
    return [key for key in value if key not in _KNOWN_KEYS] if isinstance(value, Mapping) else []


def _listed(value: Json, path: Path, sentence: str) -> Sequence[Json]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise Misshapen(path, sentence)
    return value


def _is_list_of_objects(value: Json) -> bool:
    return isinstance(value, Sequence) and all(isinstance(each, Mapping) for each in value)


def _plain_object(value: JsonObject) -> dict[str, Json]:
    return {str(key): plain(each) for key, each in value.items()}
