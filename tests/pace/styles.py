"""Style sheets that are parsed once for all programs of a process, not once for each."""

from __future__ import annotations

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation

_Source = tuple[str, CSSLocation, bool, int, str, frozenset[tuple[str, str]]]


def parse_once() -> None:
    """Let what one program has parsed stand for all others that bring the same text and the same colours.

    Rules are not changed after they are parsed; Textual shares them likewise within a program.
    """
    parse = Stylesheet._parse_rules
    parsed: dict[_Source, list[RuleSet]] = {}

    def rules(
        sheet: Stylesheet,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        source = (css, read_from, is_default_rules, tie_breaker, scope, frozenset(sheet._variables.items()))
        found = parsed.get(source)
        if found is None:
            found = parsed[source] = parse(sheet, css, read_from, is_default_rules, tie_breaker, scope)
        return found

    Stylesheet._parse_rules = rules  # type: ignore[method-assign,assignment]
