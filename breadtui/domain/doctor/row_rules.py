"""The rule about answers: how many of some rows are empty or were cut."""

from __future__ import annotations

from collections.abc import Iterable

from breadtui.domain.outputs.digest import Flaw, flaws_of
from breadtui.domain.outputs.pages import OutputPage
from breadtui.values import dataclass

LEAST_SHARE = 0.05
FEWEST_FLAWED = 3
"""A single empty answer among thousands is no news; from a twentieth of the rows on it is."""

MOST_LOOKED_AT = 200
"""Of a page: a thousand rows take fifty milliseconds, and a share of a twentieth is seen in two hundred as well."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Some rows of a rollout: how many were looked at, how many answers are empty, how many were cut."""

    rows_count: int = 0
    empty_count: int = 0
    cut_count: int = 0


def sample_of(flaws: Iterable[Flaw]) -> Sample:
    """The rows counted by what is wrong with them."""
    listed = list(flaws)
    return Sample(
        len(listed),
        sum(Flaw.EMPTY_ANSWER in one for one in listed),
        sum(Flaw.CUT in one for one in listed),
    )


def rows_evidence(sample: Sample) -> str | None:
    """More answers are empty or cut than chance explains."""
    parts = [
        f"{count} {words}"
        for count, words in ((sample.empty_count, "empty"), (sample.cut_count, "cut"))
        if count >= FEWEST_FLAWED and count >= LEAST_SHARE * sample.rows_count
    ]
    return f"of {sample.rows_count} answers looked at, {' and '.join(parts)}" if parts else None


def page_evidence(page: OutputPage) -> str | None:
    """What the rule finds in a page of a rollout: of a long one in some rows, spread evenly."""
    from breadtui.domain.outputs.conversation import read_row  # noqa: PLC0415  when it is asked for

    bound = page.job.config.get("max_tokens")
    most_tokens = bound if isinstance(bound, int) and not isinstance(bound, bool) else None
    rows = page.rows[:: -(-len(page.rows) // MOST_LOOKED_AT) or 1]
    return rows_evidence(sample_of(flaws_of(read_row(row), most_tokens) for row in rows))
