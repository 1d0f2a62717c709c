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
    if len({cut_middle(value, cells - 1) for value in _shown(row)}) < len(set(_told(row))):
        yield from _stacked(row, width, baseline, styles)
    else:
        yield _beside(row, path_cells, cells, baseline)


def _beside(row: SettingRow, path_cells: int, cells: int, baseline: int) -> Line:
    spans = [Span(f" {pad(cut_middle(clean(row.path), path_cells - 1), path_cells)}", Tone.DIM)]
    for number, value in enumerate(_shown(row)):
        spans.append(Span(pad(cut_middle(value, cells - 1), cells), _tone(row, number, baseline)))
    return tuple(spans)


def _stacked(row: SettingRow, width: int, baseline: int, styles: Sequence[LineStyle]) -> Iterator[Line]:
    yield from (sentence_line(line, Tone.STRONG) for line in wrapped(row.path, width - 2))
    told = _told(row)
    for value in dict.fromkeys(told):
        first, letters = told.index(value), "".join(styles[at].letter for at, one in enumerate(told) if one == value)
        tone = _tone(row, first, baseline)
        for at, line in enumerate(wrapped(_shown(row)[first], width - 13)):
            yield (Span(f"   {'' if at else letters:<9}", Tone.DIM), Span(line, tone))


def _told(row: SettingRow) -> list[tuple[str | None, bool]]:
    """Each value with whether nobody knows it."""
    return [(value, at in row.unknown) for at, value in enumerate(row.values)]


def _shown(row: SettingRow) -> list[str]:
    """The values as they are shown: `-` where a bake lacks the setting, `?` where nobody knows it."""
    return ["?" if is_unknown else "-" if value is None else clean(value) for value, is_unknown in _told(row)]


def _tone(row: SettingRow, number: int, baseline: int) -> Tone:
    if number in row.unknown:
        return Tone.DIM
    return Tone.PLAIN if baseline in row.unknown or row.values[number] == row.values[baseline] else Tone.ADDED
