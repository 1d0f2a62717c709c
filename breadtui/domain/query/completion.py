"""How a half-typed query may go on: fields, then the values they know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from breadtui.domain.query.fields import BY_NAME, FIELDS, Match, QueryField
from breadtui.domain.query.terms import quoted

Values = Callable[[str], Iterable[str]]
"""The values there are for a field, by its name."""

MOST = 50
_SIGNS = frozenset(":=<>!")
_HALF_FIELD = r"-*([^\W\d_]\w*)"
_HALF_VALUE = r'-*([^\W\d_]\w*)(?:!=|[:=])((?:[^\s,"]*,|"[^"]*",)*)("?)([^\s,"]*)'
_SPECIAL = r'[\s,"\\]'


def complete_query(text: str, values: Values, fields: Sequence[QueryField] = FIELDS) -> tuple[str, ...]:
    """Whole texts that `text` may become, the likeliest first, at most fifty; nothing where nothing is begun."""
    begun = _last_term(text)
    found = _field_ends(begun, fields) if re.fullmatch(_HALF_FIELD, begun) else _value_ends(begun, values)
    return tuple(text[: len(text) - len(half)] + whole for half, whole in found)[:MOST]


def is_half_typed(text: str, values: Values) -> bool:
    """The last value names nothing that there is, but something there is begins with it."""
    half = re.fullmatch(_HALF_VALUE, _last_term(text))
    of = BY_NAME.get(half[1].casefold()) if half else None
    if half is None or of is None or of.match is not Match.NAME or half[3] or "*" in half[4]:
        return False
    typed, known = half[4].casefold(), [value.casefold() for value in _known(of, values)]
    return typed not in known and any(value.startswith(typed) for value in known)


def before_field(text: str, now: str) -> str | None:
    """What stood before a word that turned out to name a field: `text` ends with it, `now` goes on with a sign.

    None where nothing of the kind happened.
    """
    word = _last_term(text)
    if (
        word.lstrip("-").casefold() not in BY_NAME
        or not now.startswith(text)
        or now[len(text) : len(text) + 1] not in _SIGNS
    ):
        return None
    return text[: len(text) - len(word)].rstrip()


def _last_term(text: str) -> str:
    """The term at the end of a text, which may hold blanks between quotes."""
    start, is_quoted = 0, False
    for at, letter in enumerate(text):
        if letter == '"' and (is_quoted or at == start or text[at - 1] in ":=,-"):
            is_quoted = not is_quoted
        elif letter.isspace() and not is_quoted:
            start = at + 1
    return text[start:]


def _field_ends(begun: str, fields: Sequence[QueryField]) -> list[tuple[str, str]]:
    typed = begun.lstrip("-")
    names = [field for field in fields if field.name.startswith(typed.casefold())]
    return [(typed, field.name + ("<" if field.is_number else ":")) for field in names]


def _value_ends(begun: str, values: Values) -> list[tuple[str, str]]:
    half = re.fullmatch(_HALF_VALUE, begun)
    of = BY_NAME.get(half[1].casefold()) if half else None
    if half is None or of is None or of.is_number:
        return []
    quote, typed = half[3], half[4]
    return [
        (quote + typed, _as_value(value, is_quoted=bool(quote)))
        for value in dict.fromkeys(_known(of, values))
        if value.casefold().startswith(typed.casefold()) and value != typed
    ]


def _known(of: QueryField, values: Values) -> Iterable[str]:
    return of.words or values(of.name)


def _as_value(value: str, *, is_quoted: bool) -> str:
    return quoted(value) if is_quoted or re.search(_SPECIAL, value) else value
