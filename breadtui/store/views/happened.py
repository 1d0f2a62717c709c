"""An event as the filter sees it, wherever events are listed."""

from __future__ import annotations

from collections.abc import Callable, Collection

from breadtui.domain.happenings import Happening, kind_of, repo_of, word_of


class HappeningSubject:
    """What happened, to be asked by field; `said` tells what words are looked for in."""

    def __init__(self, happening: Happening, said: Callable[[Happening], str]) -> None:
        self._happening = happening
        self._said = said

    @property
    def text(self) -> str:
        """What words are looked for in."""
        return self._said(self._happening)

    def words(self, field: str) -> Collection[str]:
        """Kind of thing, repository, what happened, by whom."""
        happening = self._happening
        match field:
            case "kind":
                return (kind_of(happening.about),)
            case "repo":
                return (repo_of(happening.about),)
            case "what" | "status":
                return (word_of(happening.what), happening.what.value)
            case "by":
                return (happening.origin.value or "unknown",)
            case _:
                return ()

    def number(self, field: str) -> float | None:  # noqa: ARG002 - a subject's own signature
        """Events have no numbers."""
        return None
