"""Why a key of a conversation does nothing now."""

from __future__ import annotations

from breadtui.domain.chatting.threads import MOST_MODELS, Thread

NOT_ASKED = "nothing was asked yet"
NOT_OPEN = "nothing is on its way"
NOT_BAKED = "no model here was baked: nothing taught it"
READ_ONLY = "read-only: nothing is changed"
FULL = f"at most {MOST_MODELS} side by side: drop one first"
LAST = "somebody has to be asked: add another first"
_OF_WHAT_WAS_ASKED = {"retry", "edit", "copy", "copy_menu", "export", "add_question"}
_OF_WHAT_TAUGHT = {"rows", "teacher", "add_question", "bake_from"}
_WRITES = {"add_question", "bake_from"}


def reason_not(action: str, thread: Thread, *, is_baked: bool, is_read_only: bool) -> str:
    """The reason in words, empty where the action can be done; `is_baked` says that a model here was baked."""
    count = len(thread.models)
    reasons = (
        (action in _OF_WHAT_WAS_ASKED and not thread.exchanges, NOT_ASKED),
        (action in _OF_WHAT_TAUGHT and not is_baked, NOT_BAKED),
        (action in _WRITES and is_read_only, READ_ONLY),
        (action == "stop" and not thread.is_open, NOT_OPEN),
        (action == "new" and not thread.exchanges, "this one is new"),
        (action == "add_model" and count >= MOST_MODELS, FULL),
        (action == "drop_model" and count <= 1, LAST),
    )
    return next((reason for stands, reason in reasons if stands), "")
