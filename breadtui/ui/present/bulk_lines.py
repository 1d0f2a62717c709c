"""A wish about many things as lines: where it stands, and what came of each."""

from __future__ import annotations

from collections.abc import Sequence

from breadtui.domain.bulk import BulkLine, BulkRun, Outcome, Thing, Wish, counted
from breadtui.domain.names import PromptKey
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import AppState
from breadtui.ui.present.clean import clean
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.ui.present.unseen import ALL_SEEN, Unseen

NAMES_SHOWN = 8
_SIGNS = {
    Outcome.WAITING: Span(" ... ", Tone.DIM),
    Outcome.DONE: Span(" ok  ", Tone.DONE),
    Outcome.FAILED: Span(" no  ", Tone.FAILED),
}
_DOING = {Wish.CREATE: "Creating", Wish.SAVE: "Saving", Wish.EXPORT: "Exporting", Wish.DELETE: "Deleting"}
_DONE = {Wish.CREATE: "created", Wish.SAVE: "saved", Wish.EXPORT: "exported", Wish.DELETE: "deleted"}


def bulk_heading(run: BulkRun) -> str:
    """`Creating 3 prompts in other: 1 of 3 created, 1 failed, stopped with 1 not begun`."""
    place = {Wish.CREATE: f" in {run.place}", Wish.EXPORT: f" to {run.place}"}.get(run.wish, "")
    failed = run.count(Outcome.FAILED)
    counts = f"{run.count(Outcome.DONE)} of {len(run.lines)} {_DONE[run.wish]}"
    tail = f", {failed} failed" if failed else ""
    if run.is_stopped:
        tail += (
            ", stopping: what is under way ends first"
            if run.is_running
            else f", stopped with {len(run.waiting)} not begun"
        )
    return f"{_DOING[run.wish]} {counted(run.keys)}{place}: {counts}{tail}"


def bulk_line(line: BulkLine) -> Line:
    """` ok  repo/name  what came of it`."""
    name = clean(f"{line.key.repo}/{line.key.name}")
    tone = Tone.FAILED if line.outcome is Outcome.FAILED else Tone.DIM
    return _SIGNS[line.outcome], Span(f"{name:<32}  "), Span(clean(line.words), tone)


def named_lines(keys: Sequence[Thing], unseen: Unseen = ALL_SEEN) -> list[str]:
    """The things a question is about, the first few by name; where some are not seen, all in lines of their own."""
    return unseen.lines(keys) or [_few([f"{key.repo}/{key.name}" for key in keys])]


def used_line(names: Sequence[str]) -> str:
    """Which of several prompts some target uses."""
    return f"Targets use {len(names)} of them: {_few(names)}."


def export_line(form: str, one_file: str) -> str:
    """What files a question about exporting promises: all in `one_file`, unless that is empty."""
    files = f"All in one {one_file}" if one_file else f"One {form} file each"
    return f"{files}, with unsaved texts where there are any; a file that is there is not overwritten."


def saving_lines(state: AppState, keys: Sequence[Thing]) -> list[str]:
    """What a question about saving tells: what is new, and what takes the place of another text."""
    over = [key.name for key in keys if isinstance(key, PromptKey) and _is_over(state, key)]
    lines = [f"New on the service: {len(keys) - len(over)}."] if len(over) < len(keys) else []
    lines += [f"Instead of what is there: {_few(over)}."] if over else []
    return [*lines, "What somebody else changed meanwhile is not overwritten."]


def _is_over(state: AppState, key: PromptKey) -> bool:
    contents = value_of(state.contents.get(key.repo, NOT_ASKED))
    return state.drafts[key].base is not None or (contents is not None and key.name in contents.prompts)


def _few(names: Sequence[str]) -> str:
    more = len(names) - NAMES_SHOWN
    return ", ".join(names[:NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")
