"""What is probably wrong in a prompt, each with its place; nothing here stops a save."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from breadtui.domain.json_values import Json
from breadtui.domain.names import PromptName, name_problem
from breadtui.domain.prompt.drafts import same_text
from breadtui.domain.prompt.edits import ROLES
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.unsafe_text import HIDDEN
from breadtui.values import dataclass

LARGEST_CONTENT_BYTES = 1_000_000
"""Above this a message is more likely a file pasted by mistake than something to be taught."""
MOST_OF_A_KIND = 50
"""So many findings of one rule in one message are told; a file pasted by mistake would have thousands."""
_BRACES = re.compile("[{}]")
_OF_MESSAGE = re.compile(r"messages\.(\d{1,9})(?:\.(.*))?", re.DOTALL)
# Tabs and both line ends are written on purpose; the other control characters hardly ever are.
_INVISIBLE = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{HIDDEN}]")


class Rule(StrEnum):
    """What is looked for, and what the service complained of."""

    REFUSED = "not accepted"
    DOUBTFUL_NAME = "doubtful name"
    NO_SYSTEM_FIRST = "no system message first"
    UNKNOWN_ROLE = "unknown role"
    UNBALANCED_BRACE = "unbalanced brace"
    CALL_WITHOUT_RESULT = "tool call without result"
    RESULT_WITHOUT_CALL = "tool result without call"
    LARGE_CONTENT = "content over 1 MB"
    TEACHER_IS_STUDENT = "teacher equal to student"
    INVISIBLE_CHARACTER = "invisible character"


@dataclass(frozen=True, slots=True)
class Finding:
    """One suspicion: message, line and column count from 1; 0 where it is about the whole prompt or message.

    `target` is the one that has this prompt on both sides.
    """

    rule: Rule
    message: int = 0
    line: int = 0
    column: int = 0
    words: str = ""
    target: str = ""


class Twin(NamedTuple):
    """The prompt that stands on the other side of a target."""

    target: str
    prompt: Prompt


@dataclass(frozen=True, slots=True)
class Linted:
    """What was found in a prompt; `by_message` is what each message's own text and role showed."""

    prompt: Prompt
    by_message: tuple[tuple[Finding, ...], ...]
    findings: tuple[Finding, ...]


def linted(prompt: Prompt, twins: Iterable[Twin] = (), before: Linted | None = None) -> Linted:
    """All findings in reading order, those about the whole prompt first.

    Messages that are the same objects as in `before` are not read again, so that one long prompt costs one message.
    """
    known = {} if before is None else dict(zip(map(id, before.prompt.messages), before.by_message, strict=True))
    own = tuple(_known_or_read(known, message) for message in prompt.messages)
    whole = [*_of_twins(prompt, twins), *_of_order(prompt)]
    placed = [
        Finding(found.rule, number, found.line, found.column, found.words)
        for number, findings in enumerate(own, start=1)
        for found in findings
    ]
    calls = [*_of_calls(prompt), *_of_results(prompt)]
    return Linted(
        prompt, own, (*whole, *sorted([*placed, *calls], key=lambda found: (found.message, found.line, found.column)))
    )


def name_doubts(name: PromptName) -> tuple[Finding, ...]:
    """What the service may have against the name of a prompt that it does not hold yet."""
    problem = name_problem(name)
    return () if problem is None else (Finding(Rule.DOUBTFUL_NAME, words=problem),)


def complaints(fields: Mapping[str, str], prompt: Prompt) -> tuple[Finding, ...]:
    """What the service did not accept, by the dotted field that it named: in its message where it has one.

    Source: the API contract, errors: `detail` with `loc`.
    """
    return tuple(_complaint(name, words, len(prompt.messages)) for name, words in fields.items())


def _complaint(name: str, words: str, messages_count: int) -> Finding:
    place = _OF_MESSAGE.fullmatch(name)
    if place is None or int(place[1]) >= messages_count:
        return Finding(Rule.REFUSED, words=f"{name}: {words}")
    inner = f"{place[2]}: " if place[2] else ""
    return Finding(Rule.REFUSED, int(place[1]) + 1, words=f"{inner}{words}")


def _known_or_read(known: Mapping[int, tuple[Finding, ...]], message: Message) -> tuple[Finding, ...]:
    found = known.get(id(message))
    return tuple(_of_message(message)) if found is None else found


def _of_order(prompt: Prompt) -> Iterator[Finding]:
    if prompt.messages and prompt.messages[0].role != "system":
        yield Finding(Rule.NO_SYSTEM_FIRST, 1, words=prompt.messages[0].role)


def _of_twins(prompt: Prompt, twins: Iterable[Twin]) -> Iterator[Finding]:
    for twin in twins:
        if same_text(prompt, twin.prompt):
            words = f"{twin.prompt.name} in target {twin.target}"
            yield Finding(Rule.TEACHER_IS_STUDENT, words=words, target=twin.target)


def _of_message(message: Message) -> Iterator[Finding]:
    """What a message shows by itself, its number left open."""
    text = message.text
    if message.role not in ROLES:
        yield Finding(Rule.UNKNOWN_ROLE, words=message.role)
    size_bytes = len(text.encode(errors="surrogatepass")) if len(text) * 4 > LARGEST_CONTENT_BYTES else 0
    if size_bytes > LARGEST_CONTENT_BYTES:
        yield Finding(Rule.LARGE_CONTENT, words=f"{size_bytes / 1_000_000:.1f} MB")
    for brace in _lonely_braces(text)[:MOST_OF_A_KIND]:
        yield _at(Rule.UNBALANCED_BRACE, text, brace, text[brace])
    for character, count in islice(Counter(_INVISIBLE.findall(text)).items(), MOST_OF_A_KIND):
        times = f", {count} times" if count > 1 else ""
        yield _at(Rule.INVISIBLE_CHARACTER, text, text.index(character), f"{code_point(character)}{times}")


def code_point(character: str) -> str:
    """`U+200B ZERO WIDTH SPACE`; the number alone where Unicode gives no name."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def _lonely_braces(text: str) -> list[int]:
    """Where the braces stand that have no partner, in order."""
    waiting: list[int] = []
    lonely: list[int] = []
    for found in _BRACES.finditer(text):
        if found[0] == "{":
            waiting.append(found.start())
        elif waiting:
            waiting.pop()
        else:
            lonely.append(found.start())
    return sorted([*lonely, *waiting])


def _of_calls(prompt: Prompt) -> Iterator[Finding]:
    """Calls that no later message answers by their id."""
    answered: set[str] = set()
    found: list[Finding] = []
    for number, message in reversed(list(enumerate(prompt.messages, start=1))):
        for call in _calls_of(message):
            name = call.get("id")
            if not isinstance(name, str) or name not in answered:
                words = name if isinstance(name, str) else "without an id"
                found.append(Finding(Rule.CALL_WITHOUT_RESULT, number, words=words))
        answer = message.extra.get("tool_call_id")
        if isinstance(answer, str):
            answered.add(answer)
    return reversed(found)


def _of_results(prompt: Prompt) -> Iterator[Finding]:
    """Results of tools that no message before them called for by their id."""
    called: set[Json] = set()
    for number, message in enumerate(prompt.messages, start=1):
        name = message.extra.get("tool_call_id")
        is_called = isinstance(name, str) and name in called
        if message.role == "tool" and not is_called:
            yield Finding(Rule.RESULT_WITHOUT_CALL, number, words=name if isinstance(name, str) else "without an id")
        called.update(name for call in _calls_of(message) if isinstance(name := call.get("id"), str))


def _calls_of(message: Message) -> list[Mapping[str, Json]]:
    calls = message.extra.get("tool_calls")
    if isinstance(calls, str) or not isinstance(calls, Sequence):
        return []
    return [call for call in calls if isinstance(call, Mapping)]


def _at(rule: Rule, text: str, place: int, words: str) -> Finding:
    line = text.count("\n", 0, place) + 1
    return Finding(rule, 0, line, place - text.rfind("\n", 0, place), words)
