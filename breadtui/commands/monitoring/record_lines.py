"""What a recorder writes: one line an event, or one JSON object."""

from __future__ import annotations

from datetime import datetime, tzinfo

from breadtui.domain.happenings import Happening, Thing, What, kind_of, name_of, repo_of
from breadtui.domain.json_values import JsonObject


def happening_line(happening: Happening, zone: tzinfo | None = None) -> str:
    """When it was seen, of what, and what; in the local time where no zone is given. The text is raw."""
    at = happening.seen_at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
    words = [at, _thing_words(happening.about), _what_words(happening)]
    line = " ".join(word for word in words if word)
    return f"{line}: {happening.detail}" if happening.detail and happening.what is not What.NOTE else line


def happening_json(happening: Happening) -> JsonObject:
    """The same for programs; times in UTC, unknown ones null."""
    return {
        "at": moment_json(happening.seen_at),
        "not_before": None if happening.not_before is None else moment_json(happening.not_before),
        "what": happening.what.value,
        "kind": kind_of(happening.about) or None,
        "repo": repo_of(happening.about) or None,
        "name": name_of(happening.about) or None,
        "before": happening.before or None,
        "after": happening.after or None,
        "detail": happening.detail or None,
        "origin": happening.origin.value or None,
        "number": happening.number,
    }


def _thing_words(about: Thing | None) -> str:
    if about is None:
        return ""
    if isinstance(about, str):
        return f"repo {about}"
    return f"{kind_of(about)} {repo_of(about)}/{name_of(about)}"


def _what_words(happening: Happening) -> str:
    match happening.what:
        case What.NOTE:
            return happening.detail
        case What.CONFIG:
            return "changed its configuration"
        case What.TEXT:
            return "changed its text"
        case What.ALARM | What.CALM:
            return f"{happening.what.value} {happening.after}"
        case _:
            return happening.what.value


def moment_json(at: datetime) -> str:
    """A time for programs, in UTC."""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
