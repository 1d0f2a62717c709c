"""What happens to a conflict that is not settled at once."""

from __future__ import annotations

from breadtui.domain.merging.put_aside import PutAside
from breadtui.domain.names import PromptKey
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class ConflictPutAside:
    """Somebody left a conflict to decide later; what was decided so far is kept for this session."""

    key: PromptKey
    aside: PutAside
