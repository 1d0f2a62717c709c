"""The one table of what can be done with what is chosen: letter, word, for which kinds, and why not now.

To register an action, add a row: `line` is what it types on the command line. A line that ends in a blank is opened
for the rest to be typed, any other is run; one that has no word of its own names a key's action as `key` instead.
"""

from __future__ import annotations

from collections.abc import Callable

from breadtui.domain.jobs import JobStatus
from breadtui.ui.present.actions.facts import ALL, BAKES, JOBS, TARGETS, THINGS, ActionFacts, Kind
from breadtui.values import dataclass

READ_ONLY = "read-only: nothing is changed"


def possible(_: ActionFacts) -> str:
    """It can always be done."""
    return ""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done; `why_not` is empty where it can be done now."""

    letter: str
    label: str
    does: str
    kinds: frozenset[Kind]
    line: str = ""
    key: str = ""
    is_write: bool = False
    why_not: Callable[[ActionFacts], str] = possible

    def reason(self, facts: ActionFacts) -> str:
        """Why it cannot be done with what is chosen; empty where it can."""
        if facts.kind not in self.kinds:
            return f"only for {_listed(self.kinds)}"
        if self.is_write and facts.is_read_only:
            return READ_ONLY
        if not facts.is_connected and self.is_write:
            return "not connected yet"
        return self.why_not(facts)


def _listed(kinds: frozenset[Kind]) -> str:
    names = [f"{kind}s" for kind in Kind if kind in kinds and not (kind is Kind.CHECKPOINT and Kind.BAKE in kinds)]
    plural = [name.replace("repositorys", "repositories") for name in names]
    return plural[0] if len(plural) == 1 else f"{', '.join(plural[:-1])} and {plural[-1]}"


def _settled(facts: ActionFacts) -> str:
    """A bake is started once; of a target, other jobs may follow those that run or are complete."""
    if facts.job is None or facts.kind not in BAKES:
        return ""
    if facts.job.is_active:
        return "it is running"
    return "it is complete" if facts.job.status is JobStatus.COMPLETE else ""


def _modelless(facts: ActionFacts) -> str:
    return "" if facts.has_model else "it has no model yet"


def _no_board(facts: ActionFacts) -> str:
    return facts.no_board


def _no_descent(facts: ActionFacts) -> str:
    return facts.no_descent


PROMPTS = frozenset({Kind.PROMPT})
ACTIONS: tuple[Action, ...] = (
    Action("s", "start", "start it, checked first", JOBS, "start", is_write=True, why_not=_settled),
    Action("t", "start, then …", "what is missing, one after the other, up to this", JOBS, "chain", is_write=True),
    Action("n", "new prompt", "a prompt in this repository", ALL, "new prompt ", is_write=True),
    Action("a", "new target", "with this prompt as teacher, or this model to answer", ALL, "new target", is_write=True),
    Action("i", "new bake", "a bake in this repository; over this target", ALL, "new bake", is_write=True),
    Action(
        "b", "bake from here", "a bake that goes on from this", BAKES, "bake-from", is_write=True, why_not=_modelless
    ),
    Action("d", "duplicate", "the same under another name", PROMPTS | TARGETS | BAKES, "duplicate", is_write=True),
    Action("e", "edit", "the text, or teacher and student of a target", PROMPTS | {Kind.TARGET}, key="edit"),
    Action("v", "history", "versions: read, compare, restore", PROMPTS, "history"),
    Action("o", "rows", "every question and answer", JOBS, "rows"),
    Action("h", "watch", "be told when it settles, stalls or diverges", JOBS, "watch"),
    Action("p", "plan", "the steps that make it again, held against the service", BAKES, "plan check"),
    Action("w", "sweep", "many bakes from this one, as a sheet", BAKES, "sweep"),
    Action("f", "diff", "compare with the parent, or the two that are marked", ALL, "diff"),
    Action("C", "compare", "the marked bakes, or this with its parent", BAKES, "compare", why_not=_no_board),
    Action("D", "descent", "its curve after its ancestors', end to end", BAKES, key="descent", why_not=_no_descent),
    Action("l", "blame", "which bake taught each line of its teachers", BAKES, key="blame"),
    Action("u", "used by", "what uses it", THINGS, "uses"),
    Action("y", "copy as", "model path, curl, Python, bgit, JSON, Markdown", ALL, key="copy_menu"),
    Action("m", "tag", "give it a tag, kept here", ALL, "tag "),
    Action("A", "star", "star it, or take the star off", ALL, key="star"),
    Action("N", "note", "write a note on it, kept here", ALL, "note"),
    Action("I", "hide", "leave it out of tree and jobs, or show it again", ALL, key="hide"),
    Action("r", "refresh", "ask the service again", ALL, "refresh"),
    Action("c", "chat", "talk to the model beside its parent", BAKES, "chat", why_not=_modelless),
    Action("g", "download", "the weights, into a file here", BAKES, "download", why_not=_modelless),
    Action("o", "new repository", "with a base model of its own", frozenset({Kind.REPO}), "new repo", is_write=True),
    Action("x", "delete", "after its name is typed", THINGS - {Kind.CHECKPOINT}, "delete", is_write=True),
)
