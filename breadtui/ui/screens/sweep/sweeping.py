"""`:sweep`: from the chosen bake to a sheet of many, which stays for the session."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from textual import work

from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase
from breadtui.ui.screens.base.reading import Reading

if TYPE_CHECKING:
    from breadtui.domain.sweep.sheet import Sheet

FIRST_COLUMNS = "optimizer.learning_rate epochs"
NO_BAKE = "choose a bake to sweep from"


class Sweeping(Reading):
    """Opens sweeps."""

    _sheets: MappingProxyType[JobKey, Sheet] = MappingProxyType({})

    def sweep(self, words: str) -> None:
        """Open the sheet of the chosen bake: as it was left, or the one that `FIELD=V1,V2 …` describes."""
        from breadtui.domain.sweep.asking import NoSweep, sheet_asked  # noqa: PLC0415  when it is asked for

        base, config = self._swept()
        if base is None:
            self.say(NO_BAKE, is_problem=True)
            return
        if not config:
            self.say(f"the configuration of {base.name} was not read yet", is_problem=True)
            return
        try:
            kept = self._sheets.get(base)
            sheet = sheet_asked(words or FIRST_COLUMNS, base, config) if words or kept is None else kept
        except NoSweep as problem:
            self.say(str(problem), is_problem=True)
        else:
            self._show_sweep(sheet)

    def sweep_words(self, rest: str) -> tuple[str, ...]:
        """How what follows `sweep` may go on."""
        from breadtui.domain.sweep.asking import sweep_completions  # noqa: PLC0415  when it is asked for

        base, config = self._swept()
        return sweep_completions(rest, config) if base is not None else ()

    def _swept(self) -> tuple[JobKey | None, JsonObject]:
        """The chosen bake with its configuration, as last seen in whole or in the tree."""
        key, state = self.bridge.state.chosen, self.bridge.state
        if not isinstance(key, JobKey) or key.phase is not Phase.BAKE:
            return None, {}
        seen = state.jobs.get(key)
        return key, seen.job.config if seen is not None else {}

    @work(group="sweep")
    async def _show_sweep(self, sheet: Sheet) -> None:
        from breadtui.ui.screens.sweep.screen import SweepScreen  # noqa: PLC0415  when it is asked for

        def keep(changed: Sheet) -> None:
            self._sheets = MappingProxyType({**self._sheets, changed.base: changed})

        keep(sheet)
        await self.app.push_screen_wait(SweepScreen(self.bridge, self.commands, sheet, keep, self.glyphs))
