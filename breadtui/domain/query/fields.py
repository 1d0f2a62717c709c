"""The fields of the filter grammar: what each asks of a row, and which words it knows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from breadtui.values import dataclass


class Match(Enum):
    """How a field's value meets what a row says of it."""

    PREFIX = "prefix"
    NAME = "name"
    PART = "part"
    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class QueryField:
    """One field: its name, how its values match, what it asks, and its words where it has a fixed set."""

    name: str
    match: Match
    asks: str
    words: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Words understood as well, but never offered."""

    @property
    def is_number(self) -> bool:
        """It is compared, not spelled."""
        return self.match is Match.NUMBER


STATUS_WORDS = ("running", "done", "failed", "queued", "stalled", "alarm", "diverged", "unknown", "not_started", "gone")
_OTHER_STATUS_WORDS = ("complete", "completed", "pending", "preparing", "incomplete", "cancelled", "canceled", "error")
HAS_WORDS = ("error", "loss", "checkpoint", "draft", "tag", "star", "note", "parent")
_YES_OR_NO = ("yes", "no")

FIELDS: tuple[QueryField, ...] = (
    QueryField("status", Match.PREFIX, "how it stands", STATUS_WORDS, _OTHER_STATUS_WORDS),
    QueryField("kind", Match.PREFIX, "what it is", ("bake", "stim", "rollout", "prompt", "target", "repo")),
    QueryField("has", Match.PREFIX, "what it has", HAS_WORDS, ("retry",)),
    QueryField("repo", Match.NAME, "the repository it is in"),
    QueryField("under", Match.NAME, "the bake it descends from, itself included"),
    QueryField("parent", Match.NAME, "the bake it was made from"),
    QueryField("uses", Match.NAME, "a prompt or target it uses"),
    QueryField("tag", Match.NAME, "a tag it bears"),
    QueryField("star", Match.PREFIX, "whether it is starred", _YES_OR_NO),
    QueryField("note", Match.PART, "part of the note on it"),
    QueryField("hidden", Match.PREFIX, "whether it is hidden", _YES_OR_NO),
    QueryField("branch", Match.NAME, "a branch of the bgit folder that it belongs to"),
    QueryField("base", Match.PART, "part of its base model's name"),
    QueryField("loss", Match.NUMBER, "the latest loss"),
    QueryField("min", Match.NUMBER, "the least loss"),
    QueryField("lr", Match.NUMBER, "the learning rate"),
    QueryField("step", Match.NUMBER, "the newest checkpoint's step"),
    QueryField("percent", Match.NUMBER, "percent done, 0 to 100"),
    QueryField("rows", Match.NUMBER, "rows of output"),
    QueryField("checkpoints", Match.NUMBER, "how many checkpoints it has"),
    QueryField("epochs", Match.NUMBER, "epochs of training"),
)
"""What is asked of repositories and the things in them."""

ROW_FIELDS: tuple[QueryField, ...] = (
    QueryField("question", Match.TEXT, "what the question says"),
    QueryField("answer", Match.TEXT, "what the answer says"),
    QueryField("role", Match.PREFIX, "a role in its conversation", ("system", "user", "assistant", "tool")),
    QueryField("tool", Match.NAME, "a tool that was called"),
    QueryField("empty", Match.PREFIX, "what of it is empty", ("answer", "question", "yes", "no")),
    QueryField("cut", Match.PREFIX, "whether its answer was cut", ("yes", "no")),
    QueryField("length", Match.NUMBER, "characters of the answer, or of a question without one"),
    QueryField("tokens", Match.NUMBER, "tokens of the same, thinking included"),
    QueryField("row", Match.NUMBER, "its number, from 1 on"),
)
"""What is asked of rows of training data."""

EVENT_FIELDS: tuple[QueryField, ...] = (
    QueryField(
        "what",
        Match.PREFIX,
        "what happened",
        ("appeared", "gone", "started", "running", "finished", "failed", "settings", "text", "alarm", "offline"),
        ("vanished", "stopped", "config", "calm", "online", "link", "key", "note"),
    ),
    QueryField("by", Match.PREFIX, "who made it happen", ("here", "elsewhere", "unknown")),
)
"""What is asked of events, beside their repository and kind."""

CALL_FIELDS: tuple[QueryField, ...] = (
    QueryField("path", Match.PART, "part of the path that was asked for"),
    QueryField("method", Match.PREFIX, "what was done there", ("get", "post", "put", "patch", "delete"), ("head",)),
    QueryField("code", Match.NUMBER, "the status it was answered with"),
    QueryField("ms", Match.NUMBER, "milliseconds until it was answered"),
    QueryField("bytes", Match.NUMBER, "bytes sent and received on the wire"),
    QueryField("try", Match.NUMBER, "which try of the call it was"),
)
"""What is asked of calls to the service, beside their repository, and whether they failed."""

BY_NAME: Mapping[str, QueryField] = {field.name: field for field in (*FIELDS, *ROW_FIELDS, *EVENT_FIELDS, *CALL_FIELDS)}


def nearest_field(name: str) -> str | None:
    """The field a person may have meant, or None where none comes near."""
    from difflib import get_close_matches  # noqa: PLC0415  only a wrong query needs it

    if begun := [field.name for field in FIELDS if name and field.name.startswith(name)]:
        return begun[0]
    return next(iter(get_close_matches(name, BY_NAME, n=1, cutoff=0.5)), None)
