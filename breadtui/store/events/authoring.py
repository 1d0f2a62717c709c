"""What happened to targets while they are written and made."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from breadtui.domain.names import RepoName, TargetKey
from breadtui.values import dataclass

if TYPE_CHECKING:
    from breadtui.domain.target.creation import TargetCreation
    from breadtui.domain.target.draft import TargetDraft


@dataclass(frozen=True, slots=True)
class TargetDraftKept:
    """A target was written so far; None where it was given up."""

    repo: RepoName
    draft: TargetDraft | None


@dataclass(frozen=True, slots=True)
class TargetCreationMoved:
    """The making of a target began, or came to an end; `is_watched` where whoever asked for it tells it."""

    key: TargetKey
    creation: TargetCreation
    at: datetime
    is_watched: bool = False


AuthoringEvent: TypeAlias = TargetDraftKept | TargetCreationMoved
