"""Settings that differ as lines: a column a bake where there is room, else equal values together under their path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from breadtui.domain.board.settings import SettingRow, Settings
from breadtui.ui.present.clean import clean, cut_middle, pad
from breadtui.ui.present.fields import sentence_line, wrapped
from breadtui.ui.present.plot.line_styles import STYLES, LineStyle
from breadtui.ui.present.tones import Line, Span, Tone

_LEAST_CELLS = 13
_LEAST_PATH_CELLS = 22
_LONGEST_PATH_CELLS = 44


def settings_lines(
    settings: Settings, unknown: Sequence[str], width: int, baseline: int = 0, styles: Sequence[LineStyle] = STYLES
) -> list[Line]:
    """All settings that differ, what is the same counted below; `unknown` says whose configuration is not known, raw.

    What a bake has otherwise than the baseline (its number) stands out. `styles` are those of the bakes.
    """
    lines: list[Line] = []
    for words in unknown:
        lines += [sentence_line(line, Tone.STALLED) for line in wrapped(words, width - 2)]
    count = len(settings.rows[0].values) if settings.rows else 0
    path_cells = min(max((cell_len(clean(row.path)) for row in settings.rows), default=0) + 2, _LONGEST_PATH_CELLS)
    cells = (width - 1 - max(path_cells, _LEAST_PATH_CELLS)) // max(count, 1)
    if settings.rows and cells >= _LEAST_CELLS:
        lines.append(_head(styles[:count], max(path_cells, _LEAST_PATH_CELLS), cells))
        for row in settings.rows:
            lines += _rows(row, max(path_cells, _LEAST_PATH_CELLS), cells, (width, baseline), styles)
    else:
        lines += (line for row in settings.rows for line in _stacked(row, width, baseline, styles))
    return [*lines, _foot(settings)]


def _foot(settings: Settings) -> Line:
    same = f"{settings.same_count} settings are the same" if settings.same_count != 1 else "1 setting is the same"
    if settings.rows:
        return sentence_line(same, Tone.DIM)
    return sentence_line(f"No setting differs: {same}." if settings.same_count else "Nothing to compare yet.", Tone.DIM)


def _head(styles: Sequence[LineStyle], path_cells: int, cells: int) -> Line:
    letters = (Span(style.letter.ljust(cells), style.tone) for style in styles)
    return (Span(" " * (path_cells + 1)), *letters)


def _rows(
    row: SettingRow, path_cells: int, cells: int, where: tuple[int, int], styles: Sequence[LineStyle]
) -> Iterator[Line]:
    """A column a bake, unless values that differ would look alike for being cut."""
    width, baseline = where
    shown = {cut_middle(_shown(value), cells - 1) for value in row.values}
    if len(shown) < len(set(row.values)):
        yield from _stacked(row, width, baseline, styles)
    else:
        yield _beside(row, path_cells, cells, baseline)


def _beside(row: SettingRow, path_cells: int, cells: int, baseline: int) -> Line:
    spans = [Span(f" {pad(cut_middle(clean(row.path), path_cells - 1), path_cells)}", Tone.DIM)]
    for value in row.values:
        tone = Tone.PLAIN if value == row.values[baseline] else Tone.ADDED
        spans.append(Span(pad(cut_middle(_shown(value), cells - 1), cells), tone))
    return tuple(spans)


def _stacked(row: SettingRow, width: int, baseline: int, styles: Sequence[LineStyle]) -> Iterator[Line]:
    yield from (sentence_line(line, Tone.STRONG) for line in wrapped(row.path, width - 2))
    for value in dict.fromkeys(row.values):
        letters = "".join(styles[number].letter for number, other in enumerate(row.values) if other == value)
        tone = Tone.PLAIN if value == row.values[baseline] else Tone.ADDED
        for at, line in enumerate(wrapped(_shown(value), width - 13)):
            yield (Span(f"   {'' if at else letters:<9}", Tone.DIM), Span(line, tone))


def _shown(value: str | None) -> str:
    return "-" if value is None else clean(value)
