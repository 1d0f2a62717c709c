"""Downloads as lines: a row each, and all that is known of the one under the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from breadtui.domain.downloading.downloads import Download, Standing
from breadtui.domain.downloading.words import amount_words, pace_words, size_words
from breadtui.store.facts.state import AppState
from breadtui.ui.present.clean import clean, cut_end, pad
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.numbers import bar, percent_text
from breadtui.ui.present.tones import Line, Span, Tone

EMPTY = "Nothing is downloaded: a g on a bake or checkpoint, or :download"
WIDE_CELLS = 100
WORD_CELLS, AMOUNT_CELLS, PACE_CELLS, BAR_CELLS = 9, 19, 18, 16
LEAST_NAME_CELLS = 16

_LETTERS = {
    Standing.WAITING: ("Q", Tone.QUEUED),
    Standing.RUNNING: ("R", Tone.RUNNING),
    Standing.HELD: ("!", Tone.STALLED),
    Standing.CHECKING: ("R", Tone.RUNNING),
    Standing.PAUSED: ("-", Tone.DIM),
    Standing.FAILED: ("F", Tone.FAILED),
    Standing.DONE: ("D", Tone.DONE),
}
_WORDS = {Standing.WAITING: "queued", Standing.HELD: "waits"}


def downloads_slice(state: AppState) -> Mapping[str, Download]:
    """The screen's slice of the state."""
    return state.downloads


def downloads_heading(downloads: Iterable[Download]) -> str:
    """`Downloads: 1 running, 2 queued, 1 done`."""
    counts: dict[str, int] = {}
    for download in downloads:
        word = word_of(download)
        counts[word] = counts.get(word, 0) + 1
    told = ", ".join(f"{count} {word}" for word, count in counts.items())
    return f"Downloads: {told}" if told else "Downloads"


def word_of(download: Download) -> str:
    """How it stands, in one word."""
    return _WORDS.get(download.standing, download.standing.value)


def download_line(download: Download, width: int, glyphs: Glyphs = UNICODE) -> Line:
    """` R  yoda_repo/coder_v6@354  running  ████▌ 46%  1.20 GB of 3.10 GB  12.0 MB/s ~4m`; a bar where it fits."""
    letter, tone = _LETTERS[download.standing]
    has_bar = width >= WIDE_CELLS
    figures = [
        pad(word_of(download), WORD_CELLS),
        *([bar(download.percent, BAR_CELLS, glyphs) + " "] if has_bar else []),
        percent_text(download.percent),
        pad(amount_words(download), AMOUNT_CELLS, "right"),
        "  " + pad(cut_end(pace_words(download) or _why(download), PACE_CELLS), PACE_CELLS),
    ]
    room = width - 5 - sum(len(figure) for figure in figures)
    name = pad(clean(download.about), max(room, LEAST_NAME_CELLS))
    return (
        Span(f" {letter} ", tone),
        Span(f" {name} "),
        Span(figures[0], tone),
        *(Span(figure, Tone.RUNNING if tone is Tone.RUNNING else Tone.PLAIN) for figure in figures[1:-3]),
        *(Span(figure) for figure in figures[-3:]),
    )


def _why(download: Download) -> str:
    """Why it does not move, as far as there is room for it; whole below the list."""
    return clean(download.words) if download.standing in {Standing.HELD, Standing.FAILED} else ""


def about_lines(download: Download, width: int) -> tuple[str, ...]:
    """The path, why it does not move or how it went, and the hash; each within `width`, the path broken, never cut."""
    lines = [*_broken(f"to {clean(download.place)}", width)]
    if download.words:
        lines += _broken(clean(download.words), width)
    if download.standing is Standing.DONE:
        lines.append(f"checked by {clean(download.checked)}" if download.checked else "unverified")
        lines.append(f"sha256 {download.sha256}")
    elif download.total_bytes is not None:
        missing = max(download.total_bytes - download.done_bytes, 0)
        is_spoilt = download.standing is Standing.FAILED and not missing
        rest = "r fetches it anew" if is_spoilt else f"{size_words(missing)} are to come"
        lines.append(f"{rest}; what is there is kept in .part beside it")
    return tuple(cut_end(line, width) for line in lines)


def _broken(text: str, width: int) -> list[str]:
    room = max(width, 10)
    return [text[start : start + room] for start in range(0, len(text), room)]
