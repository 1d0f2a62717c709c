"""What must be said before figures are believed: gone, not refreshed, and of when they are."""

from __future__ import annotations

from breadtui.domain.repos import RepoTree
from breadtui.store.facts.remote import Failed, Remote
from breadtui.store.facts.state import SeenJob
from breadtui.ui.present.ages import clock_text
from breadtui.ui.present.errors import sentence_of
from breadtui.ui.present.fields import sentence_line
from breadtui.ui.present.tones import Line, Tone


def freshness_lines(seen: SeenJob | None, tree: Remote[RepoTree]) -> list[Line]:
    """A sentence where what follows is not the present state; nothing where it is."""
    if seen is not None and seen.is_gone:
        return [sentence_line(f"gone from the service, last seen {clock_text(seen.seen_at)}", Tone.STALLED)]
    if seen is not None and seen.error is not None:
        return [sentence_line(f"as of {clock_text(seen.seen_at)}. {sentence_of(seen.error)}", Tone.FAILED)]
    if isinstance(tree, Failed):
        when = f"as of {clock_text(tree.last.at)}. " if tree.last else ""
        return [sentence_line(f"{when}{sentence_of(tree.error)}", Tone.FAILED)]
    return []
