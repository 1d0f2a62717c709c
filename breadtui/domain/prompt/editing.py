"""A prompt being edited: which message the person is in, and which message is which when they move."""

from __future__ import annotations

from breadtui.domain.prompt.edits import (
    ROLES,
    added,
    moved,
    next_role,
    removed,
    role_after,
    texts_of,
    with_message,
    with_text,
)
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Editing:
    """`ids` name the messages for as long as the prompt is open; `at` is the chosen one, 0 where there is none.

    `text_at` is the chosen one of its texts. `nulls` name the messages whose content was null before something was
    written there: emptied again, they are null again.
    """

    prompt: Prompt
    ids: tuple[int, ...]
    at: int = 0
    next_id: int = 0
    text_at: int = 0
    nulls: frozenset[int] = frozenset()

    @property
    def message(self) -> Message | None:
        """The chosen message."""
        return self.prompt.messages[self.at] if self.prompt.messages else None

    @property
    def id(self) -> int | None:
        """The chosen message's name."""
        return self.ids[self.at] if self.ids else None

    @property
    def text(self) -> str | None:
        """The chosen text; None where the message has none to change."""
        texts = () if self.message is None else texts_of(self.message)
        return texts[min(self.text_at, len(texts) - 1)] if texts else None

    def at_message(self, at: int, text_at: int = 0) -> Editing:
        """Another message chosen, the nearest there is, and one of its texts, the nearest there is."""
        at = max(0, min(at, len(self.ids) - 1))
        count = len(texts_of(self.prompt.messages[at])) if self.ids else 0
        return replace(self, at=at, text_at=max(0, min(text_at, count - 1)))

    def stepped(self, by: int) -> Editing | None:
        """The next text (`by` is 1) or the one before (-1), over the ends of messages; None past the last."""
        count = len(texts_of(self.message)) if self.message is not None else 0
        if 0 <= self.text_at + by < count:
            return replace(self, text_at=self.text_at + by)
        if not 0 <= self.at + by < len(self.ids):
            return None
        last = len(texts_of(self.prompt.messages[self.at + by])) - 1
        return self.at_message(self.at + by, 0 if by > 0 else last)

    def wrote(self, text: str) -> Editing:
        """This in the place of the chosen text; the same where it cannot be or need not be written."""
        message = self.message
        if message is None or self.text in (None, text):
            return self
        if message.content is None:
            return replace(self._written(with_text(message, text)), nulls=self.nulls | {self.ids[self.at]})
        if not text and self.id in self.nulls and isinstance(message.content, str):
            return self._written(replace(message, content=None))
        return self._written(with_text(message, text, self.text_at))

    def with_another(self, message: Message | None = None) -> Editing:
        """A new message after the chosen one, chosen; an empty one of the likely role if none is given."""
        at = self.at + 1 if self.ids else 0
        new = message or Message(role_after(self.message), "")
        ids = (*self.ids[:at], self.next_id, *self.ids[at:])
        return replace(self, prompt=added(self.prompt, at, new), ids=ids, at=at, next_id=self.next_id + 1, text_at=0)

    def without(self) -> Editing:
        """The chosen message gone."""
        if not self.ids:
            return self
        ids = (*self.ids[: self.at], *self.ids[self.at + 1 :])
        return replace(self, prompt=removed(self.prompt, self.at), ids=ids).at_message(self.at)

    def moved(self, by: int) -> Editing:
        """The chosen message so many places further down, as far as it goes, still chosen."""
        to = max(0, min(self.at + by, len(self.ids) - 1))
        if to == self.at or not self.ids:
            return self
        others = [one for one in self.ids if one != self.id]
        ids = (*others[:to], self.ids[self.at], *others[to:])
        return replace(self, prompt=moved(self.prompt, self.at, to), ids=ids, at=to)

    def taken(self, prompt: Prompt) -> Editing:
        """Another text of the whole prompt; a message keeps its name as long as it keeps its place."""
        count = len(prompt.messages)
        more = max(count - len(self.ids), 0)
        ids = (*self.ids[:count], *range(self.next_id, self.next_id + more))
        taken = replace(self, prompt=prompt, ids=ids, next_id=self.next_id + more)
        return taken.at_message(self.at, self.text_at)

    def with_role(self, role: str) -> Editing:
        """The chosen message in this role, which may be one that nobody knows."""
        if self.message is None or not role:
            return self
        return replace(self, prompt=with_message(self.prompt, self.at, replace(self.message, role=role)))

    def with_next_role(self) -> Editing:
        """The chosen message in the next role, roles that only this prompt has among them."""
        if self.message is None:
            return self
        roles = dict.fromkeys([*ROLES, *(message.role for message in self.prompt.messages)])
        return self.with_role(next_role(self.message.role, tuple(roles)))

    def _written(self, message: Message) -> Editing:
        return replace(self, prompt=with_message(self.prompt, self.at, message))


def editing_of(prompt: Prompt, at: int = 0, text_at: int = 0) -> Editing:
    """A prompt just opened."""
    count = len(prompt.messages)
    return Editing(prompt, tuple(range(count)), next_id=count).at_message(at, text_at)
