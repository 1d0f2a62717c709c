"""What a prompt was: the texts it was seen with, when, and what of it was written from here."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from breadtui.domain.names import PromptKey
from breadtui.domain.prompt.drafts import same_text
from breadtui.domain.prompt.prompts import Prompt
from breadtui.values import dataclass


class Deed(StrEnum):
    """What a write did to a prompt, as a word after its name."""

    MADE = "saved"
    REPLACED = "replaced"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class PromptStay:
    """A time in which a prompt was seen with one text and with no other, `looks` times in all."""

    prompt: Prompt
    first_at: datetime
    last_at: datetime
    looks: int = 1


@dataclass(frozen=True, slots=True)
class PromptWrite:
    """A change of ours that the service confirmed: `before` is None for a new prompt, `after` for a deleted one.

    `is_closed` where it was undone since, or is itself an undoing: it cannot be undone.
    """

    key: PromptKey
    at: datetime
    before: Prompt | None
    after: Prompt | None
    is_closed: bool = False

    @property
    def deed(self) -> Deed:
        """What was done."""
        if self.after is None:
            return Deed.DELETED
        return Deed.MADE if self.before is None else Deed.REPLACED


@dataclass(frozen=True, slots=True)
class PromptPast:
    """Everything the journal knows of one prompt, oldest first."""

    key: PromptKey
    stays: tuple[PromptStay, ...] = ()
    writes: tuple[PromptWrite, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """One stay among the others: `number` counts the different texts, so that one which comes back keeps its own.

    `is_ours` where it was saved from here. `unwatched_seconds` is the time after it in which nobody looked, up to
    the next stay; `deleted_at` when the prompt was deleted from here after it.
    """

    number: int
    stay: PromptStay
    is_ours: bool = False
    unwatched_seconds: float = 0.0
    deleted_at: datetime | None = None

    @property
    def prompt(self) -> Prompt:
        """The text."""
        return self.stay.prompt


def versions(past: PromptPast) -> tuple[Version, ...]:
    """The stays newest first, numbered by text."""
    texts: list[Prompt] = []
    found: list[Version] = []
    ends: list[datetime | None] = [stay.first_at for stay in past.stays[1:]]
    for stay, end in zip(past.stays, [*ends, None], strict=False):
        number = next((at for at, text in enumerate(texts, 1) if same_text(text, stay.prompt)), 0)
        if not number:
            texts.append(stay.prompt)
        found.append(_version(number or len(texts), stay, end, past.writes))
    return tuple(reversed(found))


def _version(number: int, stay: PromptStay, end: datetime | None, writes: tuple[PromptWrite, ...]) -> Version:
    within = [write for write in writes if write.at >= stay.first_at and (end is None or write.at <= end)]
    is_ours = any(write.after is not None and same_text(write.after, stay.prompt) for write in within)
    deleted_at = next((write.at for write in within if write.after is None), None)
    unwatched = (end - stay.last_at).total_seconds() if end is not None else 0.0
    return Version(number, stay, is_ours, max(unwatched, 0.0), deleted_at)
