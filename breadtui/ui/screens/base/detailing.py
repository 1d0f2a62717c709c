"""What the tabs of the details show, turned into commands; and where their lines lead."""

from __future__ import annotations

from functools import partial

from textual import on, work

from breadtui.domain.errors import BreadError
from breadtui.domain.names import JobKey
from breadtui.store.facts.state import Choice
from breadtui.ui.panes.bake_details import BakeDetails
from breadtui.ui.present.detail.details import Tab, is_bake
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.base.reading import Reading

TAUGHT = "taught"
"""Reads of prompts, which may be many: they end when their tab is left."""


class Detailing(Reading):
    """Loads what a tab shows when it is opened; enter on a line goes to what it stands for."""

    @on(BakeDetails.GoAsked)
    def _go_asked(self, event: BakeDetails.GoAsked) -> None:
        self.go_along(event.what)

    @work(group="go", exclusive=True)
    async def go_along(self, what: Choice) -> None:
        """Open the repository where it is closed, then look at the thing and stay in the details."""
        repo = what if isinstance(what, str) else what.repo
        if self.commands is not None and repo not in self.bridge.state.opened:
            await self.commands.open_repo(repo)
        self.repos.reveal(what)
        self.choose(what)
        self.show_pane(Pane.DETAIL)

    @on(BakeDetails.TabAsked)
    def _tab_asked(self, event: BakeDetails.TabAsked) -> None:
        if self.commands is None:
            return
        match event.tab, event.key:
            case Tab.PLAN, JobKey() as key:
                self.ask(partial(self.commands.remaking.look_at_plan, key), group="plan")
            case Tab.GRAPH, key:
                self.ask(partial(self.commands.load_uses, key), group="graph")
            case Tab.PROMPTS, JobKey() as key:
                self.ask(partial(self.commands.load_prompts_of, key), group=TAUGHT)
            case Tab.BLAME, JobKey() as key:
                self.ask(partial(self.commands.load_teachers_along, key), group=TAUGHT)
            case _:
                pass

    @on(BakeDetails.TabLeft)
    def _tab_left(self) -> None:
        self.workers.cancel_group(self, TAUGHT)

    def action_blame(self) -> None:
        """Show which bake taught each line of the chosen one's teachers."""
        if is_bake(self.bridge.state.chosen):
            self.details.open_tab(Tab.BLAME)
            self.show_pane(Pane.DETAIL)

    def refresh_facts(self, what: Choice | None) -> None:
        """Ask the service again, also for the prompts that could not be read and are looked at."""
        super().refresh_facts(what)
        chosen = self.bridge.state.chosen
        if self.details.tab in {Tab.PROMPTS, Tab.BLAME} and isinstance(chosen, JobKey):
            self.details.post_message(BakeDetails.TabAsked(chosen, self.details.tab))

    @on(BakeDetails.JournalAsked)
    def _journal_asked(self, event: BakeDetails.JournalAsked) -> None:
        self._load_journal(event.keys)

    @work(group="journal", exclusive=True)
    async def _load_journal(self, keys: tuple[JobKey, ...]) -> None:
        for key in keys:
            if self.commands is not None:
                self.details.show_journal(key, await self.commands.job_history(key))

    @on(BakeDetails.RowsAsked)
    def _rows_asked(self, event: BakeDetails.RowsAsked) -> None:
        self._load_rows(event.key, event.offset, event.limit)

    @work(group="rows", exclusive=True)
    async def _load_rows(self, key: JobKey, offset: int, limit: int) -> None:
        if self.commands is None:
            return
        try:
            self.details.show_rows(key, await self.commands.output_page(key, offset, limit))
        except BreadError as error:
            self.details.show_rows(key, error)
