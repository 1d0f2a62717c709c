"""Which happenings are told, to whom they matter, and in which words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum

from breadtui.domain.doctor.alarms import RULES, Gravity, Rule, rule_of
from breadtui.domain.happenings import Happening, Thing, What, kind_of, name_of, repo_of
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey
from breadtui.domain.unsafe_text import visible_line
from breadtui.values import dataclass

LONGEST_TITLE = 80
LONGEST_TEXT = 240
"""Characters. Terminals and desktops cut longer ones, and a long sequence may be dropped as a whole."""


class Kind(StrEnum):
    """What can be told, by the words of the settings and of the hook's JSON."""

    FINISHED = "finished"
    FAILED = "failed"
    STALLED = "stalled"
    DIVERGED = "diverged"
    DOCTOR = "doctor"
    """Any other finding of the doctor that is worse than a note."""
    CHAIN_FINISHED = "chain-finished"
    CHAIN_STOPPED = "chain-stopped"
    OUT_OF_CREDIT = "out-of-credit"
    DOWNLOADED = "downloaded"
    DOWNLOAD_STOPPED = "download-stopped"
    TEST = "test"


NOTES = frozenset({Kind.CHAIN_FINISHED, Kind.CHAIN_STOPPED, Kind.OUT_OF_CREDIT, Kind.DOWNLOADED, Kind.DOWNLOAD_STOPPED})
"""What the program itself writes into the journal, under these words."""

WANTED = frozenset(Kind) - {Kind.TEST}
_BY_RULE = {Rule.STALLED: Kind.STALLED, Rule.DIVERGED: Kind.DIVERGED}
_AFTER_THE_END = frozenset({Rule.ROWS, Rule.NOT_SERVED})
"""What is only looked into for a watched job, and found once it is watched no more."""

_VERBS: Mapping[Kind, str] = {
    Kind.FINISHED: "finished",
    Kind.FAILED: "failed",
    Kind.STALLED: "stalled",
    Kind.DIVERGED: "diverged",
    Kind.DOCTOR: "needs a look",
}


@dataclass(frozen=True, slots=True)
class Announcement:
    """One thing to tell. `title` and `text` are safe to show anywhere: one line each, nothing in them is obeyed.

    `detail` and the names in `about` are raw. `number` is the happening's in the journal, 0 for a test.
    """

    kind: Kind
    title: str
    text: str
    at: datetime
    about: Thing | None = None
    detail: str = ""
    number: int = 0

    def as_json(self) -> JsonObject:
        """What a hook gets on its standard input."""
        return {
            "event": self.kind.value,
            "title": self.title,
            "text": self.text,
            "kind": kind_of(self.about),
            "repo": repo_of(self.about),
            "name": name_of(self.about),
            "detail": self.detail,
            "seen_at": self.at.isoformat(),
            "number": self.number,
        }


def announcement_of(
    happening: Happening, watched: Collection[JobKey], wanted: Collection[Kind] = WANTED
) -> Announcement | None:
    """What a happening has to say to a person who watches these jobs; None where it is nothing for them."""
    kind = _kind_of(happening)
    if kind is None or kind not in wanted or not _concerns(happening, kind, watched):
        return None
    return _announcement(kind, happening)


def trial_announcement(at: datetime) -> Announcement:
    """What `notify --test` tells."""
    return Announcement(Kind.TEST, "breadtui: a test", "Notifications of breadtui arrive here.", at)


def _kind_of(happening: Happening) -> Kind | None:
    match happening.what:
        case What.FINISHED:
            return Kind.FINISHED
        case What.FAILED:
            return Kind.FAILED
        case What.ALARM if (rule := rule_of(happening.after)) is not None:
            return None if RULES[rule].gravity is Gravity.NOTE else _BY_RULE.get(rule, Kind.DOCTOR)
        case What.NOTE if happening.after in NOTES:
            return Kind(happening.after)
        case _:
            return None


def _concerns(happening: Happening, kind: Kind, watched: Collection[JobKey]) -> bool:
    if kind in NOTES or rule_of(happening.after) in _AFTER_THE_END:
        return True
    return isinstance(happening.about, JobKey) and happening.about in watched


def _announcement(kind: Kind, happening: Happening) -> Announcement:
    name = _shown(name_of(happening.about))
    verb = _VERBS.get(kind)
    title = f"{name} {verb}" if verb and name else f"breadtui: {kind.value.replace('-', ' ')}"
    place = _shown("/".join(part for part in (repo_of(happening.about), name_of(happening.about)) if part))
    words = f"{place} ({kind_of(happening.about)})" if place else ""
    said = _first_line(happening.detail)
    if kind is Kind.FAILED and not said:
        said = "no reason given"
    text = ": ".join(part for part in (words, _shown(said)) if part)
    return Announcement(
        kind,
        _cut(title, LONGEST_TITLE),
        _cut(text, LONGEST_TEXT),
        happening.seen_at,
        happening.about,
        happening.detail,
        happening.number,
    )


def _first_line(text: str) -> str:
    return next((line for line in map(str.strip, text.splitlines()) if line), "")


def _shown(text: str) -> str:
    return visible_line(text)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
