"""What labels look like after an event; tags are kept by things as well, since most that is filtered asks for them."""

from __future__ import annotations

from typing import assert_never

from breadtui.domain.labels.labels import CheckpointKey, Labels, labels_of, showing_hidden
from breadtui.store.events.label import HiddenShown, LabelEvent, LabelsChanged, LabelsRead
from breadtui.store.facts.state import AppState, Choice
from breadtui.values import replace


def reduce_labels(state: AppState, event: LabelEvent) -> AppState:
    """The state with other labels; the same state where they say the same."""
    labels = _labels(state.labels, event)
    if labels is state.labels:
        return state
    tags = _tags(labels)
    return replace(state, labels=labels, tags=state.tags if tags == state.tags else tags)


def _labels(labels: Labels, event: LabelEvent) -> Labels:
    match event:
        case LabelsChanged(changes):
            changed = {what: change.applied(labels.at(what)) for what, change in changes.items()}
            moved = {what: label for what, label in changed.items() if label != labels.at(what)}
            is_shown = labels.are_hidden_shown
            return labels_of({**labels.of, **moved}, are_hidden_shown=is_shown) if moved else labels
        case LabelsRead(read):
            found = labels_of(read, are_hidden_shown=labels.are_hidden_shown)
            return labels if found.of == labels.of else found
        case HiddenShown(is_shown):
            return showing_hidden(labels, is_shown=is_shown)
        case _:
            assert_never(event)


def _tags(labels: Labels) -> dict[Choice, tuple[str, ...]]:
    return {what: label.tags for what, label in labels.of.items() if label.tags and not isinstance(what, CheckpointKey)}
