"""What happened to labels: a person changed some, the file said others, hidden things were to be seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from breadtui.domain.labels.labels import Label, LabelChange, Labelled
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class LabelsChanged:
    """A person changed the labels of these things."""

    changes: Mapping[Labelled, LabelChange]


@dataclass(frozen=True, slots=True)
class LabelsRead:
    """The file of labels says this, and nothing else."""

    labels: Mapping[Labelled, Label]


@dataclass(frozen=True, slots=True)
class HiddenShown:
    """Hidden things are to be seen, dimmed, or no longer."""

    is_shown: bool


LabelEvent: TypeAlias = LabelsChanged | LabelsRead | HiddenShown
