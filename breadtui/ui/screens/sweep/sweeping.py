"""`:sweep`: from the chosen bake to a sheet of many, which stays for the session."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase
from breadtui.ui.screens.base.reading import Reading
from breadtui.ui.screens.base.topic import Topic

if TYPE_CHECKING:
    from breadtui.domain.sweep.sheet import Sheet

FIRST_COLUMNS = "optimizer.learning_rate epochs"
NO_BAKE = "choose a bake to sweep from"


class Sweeping(Topic[Reading]):
    """Opens sweeps."""

    def __init__(self, screen: Reading) -> None:
        super().__init__(screen)
        self._sheets: dict[JobKey, Sheet] = {}

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
            self.work_beside(partial(self._show_sweep, sheet), group="sweep")

    def words(self, rest: str) -> tuple[str, ...]:
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

    async def _show_sweep(self, sheet: Sheet) -> None:
        from breadtui.ui.screens.sweep.screen import SweepScreen  # noqa: PLC0415  when it is asked for

        def keep(changed: Sheet) -> None:
            self._sheets[changed.base] = changed

        keep(sheet)
        await self.app.push_screen_wait(SweepScreen(self.bridge, self.commands, sheet, keep, self.screen.glyphs))
