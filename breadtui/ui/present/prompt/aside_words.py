"""A conflict that was put aside, in words."""

from __future__ import annotations

from breadtui.domain.merging.put_aside import PutAside
from breadtui.domain.prompt.drafts import Draft, same_text


def conflict_words(aside: PutAside | None, draft: Draft | None) -> str:
    """How much of a conflict is undecided, as far as that is known, and how to go on with it."""
    if aside is None or not aside.conflict_count:
        return "somebody else changed it too"
    is_now = draft is not None and same_text(draft.mine, aside.mine)
    if not aside.undecided_count:
        count = "its conflict" if aside.conflict_count == 1 else f"all {aside.conflict_count} conflicts"
        is_one = aside.conflict_count == 1
    else:
        conflicts = "conflict" if aside.conflict_count == 1 else "conflicts"
        count = f"{aside.undecided_count} of {aside.conflict_count} {conflicts}"
        is_one = aside.undecided_count == 1
    verb = ("is" if is_one else "are") if is_now else ("was" if is_one else "were")
    return f"{count} {verb} {'undecided' if aside.undecided_count else 'decided'} · f2 goes on"


def recalled_words(count: int) -> str:
    """What is said when a conflict is opened again; nothing where no decision is left."""
    if not count:
        return ""
    return "Your decision of before is kept." if count == 1 else f"Your {count} decisions of before are kept."
