"""How a typed line may go on, side by side in one line, the one that is taken in brackets."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from breadtui.ui.present.clean import clean
from breadtui.ui.present.tones import Line, Span, Tone

LONGEST_CELLS = 40
MORE_BEFORE, MORE_AFTER, NO_MORE = " < ", " >", "   "


def offer_labels(offers: Sequence[str]) -> list[str]:
    """What tells the offers apart: their ends from the last word or folder that all of them share."""
    least, most = min(offers), max(offers)  # what these two share, all share
    pairs = enumerate(zip(least, most, strict=False))
    common = least[: next((at for at, (one, other) in pairs if one != other), len(least))]
    begin = max(common.rfind("/"), common.rfind(" ")) + 1
    return [clean(whole[begin:], limit=LONGEST_CELLS) for whole in offers]


def offers_line(offers: Sequence[str], at: int, width: int) -> Line:
    """The page of offers that holds the one at `at`, in at most `width` cells where one offer fits them."""
    labels = offer_labels(offers)
    first, end = _page(labels, at, width - len(MORE_BEFORE) - len(MORE_AFTER))
    shown = [_offer(labels[place], is_taken=place == at) for place in range(first, end)]
    after = [Span(MORE_AFTER, Tone.DIM)] if end < len(labels) else []
    return Span(MORE_BEFORE if first else NO_MORE, Tone.DIM), *shown, *after


def _offer(label: str, *, is_taken: bool) -> Span:
    return Span(f"[{label}]", Tone.ACCENT) if is_taken else Span(f" {label} ", Tone.DIM)


def _page(labels: Sequence[str], at: int, cells: int) -> tuple[int, int]:
    """Where the page begins that holds `at`, and where it ends; each page is as full as it may be."""
    first, used = 0, 0
    for place, label in enumerate(labels):
        needed = cell_len(label) + 2
        if used and used + needed > cells:
            if place > at:
                return first, place
            first, used = place, 0
        used += needed
    return first, len(labels)
