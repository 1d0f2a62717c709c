"""What depends on a prompt in words, before it is changed: its targets, the bakes made with them, their models."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from breadtui.domain.descent.dependencies import BAKE, TARGET, Part
from breadtui.domain.names import BakeName, PromptKey
from breadtui.store.facts.state import AppState
from breadtui.ui.present.detail.graph_slice import GraphWalks, closed_count, graph_slice, unread_count
from breadtui.values import dataclass

NAMES_SHOWN = 3
UNCHANGED = "Those bakes are not changed; the next stim will be."
UNFOUND = "Those bakes are not changed; the next stim will not find it."


@dataclass(frozen=True, slots=True)
class Uses:
    """Names of what depends on a prompt; `repo/name` where it lies in another repository."""

    targets: tuple[str, ...] = ()
    bakes: tuple[str, ...] = ()
    models: tuple[str, ...] = ()


class UsesWalk:
    """What depends on a prompt, worked out again only where the trees or the targets are other objects."""

    def __init__(self) -> None:
        self._walks = GraphWalks()
        self._seen: tuple[object, ...] = ()
        self._uses = Uses()

    def uses(self, state: AppState, key: PromptKey) -> Uses:
        """What all open repositories say about who depends on it."""
        seen = (key, state.lineages, state.targets)
        if len(seen) != len(self._seen) or not all(new is old for new, old in zip(seen, self._seen, strict=True)):
            parts = dict.fromkeys(twig.part for twig in self._walks.used(graph_slice(state, key))[1:])
            self._seen, self._uses = seen, _uses_of(state, key, parts)
        return self._uses


def uses_lines(uses: Uses, state: AppState, key: PromptKey, *, is_deleted: bool = False) -> list[str]:
    """Sentences for a question; none where nothing is known to depend on the prompt and everything was read."""
    named = [
        words
        for kind, names in (("target", uses.targets), ("bake", uses.bakes), ("model", uses.models))
        if (words := _named(kind, names))
    ]
    lines = [f"Used by {'; '.join(named)}."] if named else []
    if uses.bakes:
        lines.append(UNFOUND if is_deleted else UNCHANGED)
    facts = graph_slice(state, key)
    unread, closed = unread_count(facts, key.repo), closed_count(facts)
    if unread:
        lines.append(f"{unread} of the repository's targets could not be read: they may use it too.")
    if closed and uses.targets:
        lines.append(f"{_count(closed, 'repository', 'repositories')} not open: nothing is known of those.")
    return lines


def uses_sentence(uses: Uses) -> str:
    """`Used by 2 targets, 3 bakes, 5 models. Those bakes are not changed; the next stim will be.`, or nothing."""
    if not uses.targets:
        return ""
    counts = ", ".join(filter(None, [_count(len(uses.targets), "target"), beyond_targets(uses)]))
    return f"Used by {counts}." + (f" {UNCHANGED}" if uses.bakes else "")


def beyond_targets(uses: Uses) -> str:
    """`3 bakes, 5 models`, nothing where there are none."""
    counts = [_count(len(names), kind) for kind, names in (("bake", uses.bakes), ("model", uses.models)) if names]
    return ", ".join(counts)


def _uses_of(state: AppState, key: PromptKey, parts: Iterable[Part]) -> Uses:
    found = list(parts)
    targets = (_name(part, key) for part in found if part.kind == TARGET)
    bakes = [part for part in found if part.kind == BAKE]
    models = (path for part in bakes for path in _models_of(state, part))
    return Uses(tuple(targets), tuple(_name(part, key) for part in bakes), tuple(models))


def _models_of(state: AppState, part: Part) -> tuple[str, ...]:
    lineage = state.lineages.get(part.repo)
    descent = lineage.descents.get(BakeName(part.name)) if lineage is not None else None
    return descent.bake.model_names if descent is not None and descent.bake is not None else ()


def _name(part: Part, key: PromptKey) -> str:
    return part.name if part.repo == key.repo else f"{part.repo}/{part.name}"


def _named(kind: str, names: Sequence[str]) -> str:
    if not names:
        return ""
    more = len(names) - NAMES_SHOWN
    listed = ", ".join(names[:NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")
    return f"{kind if len(names) == 1 else f'{len(names)} {kind}s'} {listed}"


def _count(count: int, one: str, many: str = "") -> str:
    return f"1 {one}" if count == 1 else f"{count} {many or one + 's'}"
