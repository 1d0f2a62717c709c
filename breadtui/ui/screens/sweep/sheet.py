"""The sheet behind a sweep's screen: as it is, as it was before each change, and what is wrong in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from breadtui.domain.bulk import Outcome
from breadtui.domain.forms.words import NotThis
from breadtui.domain.json_values import JsonObject
from breadtui.domain.sweep.checks import Fault, faults_of, is_creatable, overrides_of
from breadtui.domain.sweep.run import SweepRun, run_after
from breadtui.domain.sweep.sheet import Row, Sheet
from breadtui.ui.present.sweep.grid_lines import Grid, grid_of

MOST_STEPS_BACK = 200


class SheetDesk:
    """Takes changes and knows the last ones; names are proposed and rows judged after each."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet.named()
        self.faults: tuple[tuple[Fault, ...], ...] = ()
        self._taken: frozenset[str] = frozenset()
        self._past: list[Sheet] = []
        self._made: Mapping[str, JsonObject] = {}
        self._judge()

    def change(self, sheet: Sheet) -> None:
        """The sheet is this from now on; the one before can be had back."""
        named = sheet.named(self._free_of())
        if named != self.sheet:
            self._past = [*self._past, self.sheet][-MOST_STEPS_BACK:]
            self.sheet = named
            self._judge()

    def undo(self) -> bool:
        """The sheet before the last change; False where there was none."""
        if not self._past:
            return False
        self.sheet = self._past.pop()
        self._judge()
        return True

    def see_taken(self, names: Collection[str]) -> None:
        """These bakes are there."""
        if self._taken != frozenset(names):
            self._taken = frozenset(names)
            self._judge()

    def see_created(self, run: SweepRun | None) -> bool:
        """What was created of it keeps its name; whether that changed the sheet."""
        before = self.sheet
        if run is not None and run.base == before.base:
            self.sheet = before.pinned({key.name for key in run.created})
            made = {line.name: line.overrides for line in run.lines if line.outcome is Outcome.DONE}
            if made != self._made:
                self._made = made
                self._judge()
        return self.sheet is not before

    def first_fault(self) -> tuple[int, Fault] | None:
        """The first thing that keeps the sheet from being created, with its row."""
        for row, faults in enumerate(self.faults):
            if not is_creatable(faults):
                return row, faults[0]
        return None

    def run(self, before: SweepRun | None) -> SweepRun:
        """What is to be created, without what was already. Only for a sheet without faults."""
        return run_after(before, self.sheet.base, ((row.name, self.sent(row) or {}) for row in self.sheet.rows))

    def sent(self, row: Row) -> JsonObject | None:
        """What a row sets; None where it cannot be read."""
        try:
            return overrides_of(self.sheet, row)
        except NotThis:
            return None

    def grid(self, run: SweepRun | None) -> Grid:
        """The sheet as it is drawn."""
        return grid_of(self.sheet, self.faults, run, [self.sent(row) for row in self.sheet.rows])

    def _free_of(self) -> frozenset[str]:
        """Names no row may be proposed: those of other bakes, but not those the sheet's own rows have by now."""
        return self._taken - {row.name for row in self.sheet.rows}

    def _judge(self) -> None:
        ours = {
            row.name for row in self.sheet.rows if row.name in self._made and self.sent(row) == self._made[row.name]
        }
        self.faults = faults_of(self.sheet, self._taken - ours)
