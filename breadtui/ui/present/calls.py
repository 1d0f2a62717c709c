"""Calls to the service as the filter grammar sees them."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import unquote

from breadtui.domain.calls import ApiCall


class CallSubject:
    """One call: words look at its method, path and end."""

    __slots__ = ("_call", "text")

    def __init__(self, call: ApiCall) -> None:
        self._call = call
        self.text = f"{call.method} {call.path} {call.outcome}"

    def words(self, field: str) -> Collection[str]:
        """Whether it ended well, and whose it was."""
        is_fine = self._call.outcome.startswith("2")
        match field:
            case "status":
                return ("done",) if is_fine else ("failed",)
            case "has":
                return () if is_fine else ("error",)
            case "repo":
                _, _, rest = self._call.path.partition("/repo/")
                return (unquote(rest.partition("/")[0]),) if rest else ()
            case _:
                return ()

    def number(self, field: str) -> float | None:  # noqa: ARG002 - one of several alike
        """Nothing."""
        return None
