"""What is said about a sheet and about the cell under the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from breadtui.domain.bulk import Outcome
from breadtui.domain.forms.fields import Field
from breadtui.domain.forms.words import NotThis, limits_problem
from breadtui.domain.json_values import JsonObject
from breadtui.domain.preflight.estimates import steps_expected
from breadtui.domain.sweep.checks import Fault, config_of, is_creatable
from breadtui.domain.sweep.run import SweepRun
from breadtui.domain.sweep.sheet import NAME, Sheet
from breadtui.ui.present.clean import clean

NAMES_SHOWN = 8


def heading_text(sheet: Sheet, faults: Sequence[Sequence[Fault]], run: SweepRun | None) -> str:
    """`Sweep from yoda_repo/base: 6 bakes, 1 not right yet · 4 of 6 created, 2 failed`."""
    count = len(sheet.rows)
    wrong = sum(not is_creatable(one) for one in faults)
    text = f"Sweep from {sheet.base.repo}/{sheet.base.name}: {bakes_text(count)}"
    if wrong:
        text += f", {wrong} not right yet"
    if run is not None and run.base == sheet.base:
        failed = run.count(Outcome.FAILED)
        text += f" · {run.count(Outcome.DONE)} of {len(run.lines)} created"
        text += f", {failed} failed" if failed else ""
    return clean(text)


def cell_text(sheet: Sheet, faults: Sequence[Sequence[Fault]], row: int, column: int) -> str:
    """What is wrong with a cell, else with its row; else what its field takes, and what the row comes to."""
    if not 0 <= row < len(sheet.rows):
        return "n adds a bake, F fills the sheet from values, C adds a column"
    here = [fault.sentence for fault in faults[row] if fault.column == column]
    wrong = here or [fault.sentence for fault in faults[row]]
    if wrong:
        return clean("; ".join(wrong))
    about = "the name of the bake; empty: proposed from its values" if column == NAME else _about(sheet.columns[column])
    steps = _steps(sheet, row)
    return clean(f"{about}{f' · ~{steps} steps (estimate)' if steps is not None else ''}")


def start_lines(run: SweepRun, configs: Sequence[JsonObject], already: int) -> list[str]:
    """The facts of the question before all are started."""
    names = [key.name for key in run.created]
    more = len(names) - NAMES_SHOWN
    steps = [found for config in configs if (found := steps_expected(config, _rows(config))) is not None]
    lines = [", ".join(names[:NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")]
    if steps:
        lines.append(f"~{sum(steps)} training steps altogether (an estimate).")
    if already:
        lines.append(f"{already} of them {'runs' if already == 1 else 'run'} or ended already: left alone.")
    lines.append("It costs credits and cannot be cancelled. They are started one after the other; a refusal ends it.")
    return lines


def bakes_text(count: int) -> str:
    """`1 bake`, `6 bakes`."""
    return "1 bake" if count == 1 else f"{count} bakes"


def _about(field: Field) -> str:
    parts = [field.help, limits_problem(field.limits, float("-inf")) if field.limits.least is not None else ""]
    detail = "; ".join(part for part in parts if part)
    return f"{field.label}: {detail}" if detail else field.label


def _steps(sheet: Sheet, row: int) -> int | None:
    try:
        config = config_of(sheet, sheet.rows[row])
    except NotThis:
        return None
    return steps_expected(config, _rows(config))


def _rows(config: JsonObject) -> int | None:
    rows = config.get("total_trajectories")
    return rows if isinstance(rows, int) and not isinstance(rows, bool) else None
