"""The monitor's wishes turned into commands: its order, blocks and columns, and what a person is done with."""

from __future__ import annotations

from textual import on, work

from breadtui.domain.monitor.arrangement import NotAnOrder, parse_sort, size_class_of
from breadtui.domain.names import JobKey
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.panes.job_table.pane import JobTable
from breadtui.ui.present.jobs.columns import Head, heads_of
from breadtui.ui.screens.base.filtering import Filtering
from breadtui.ui.screens.base.layout import Pane
from breadtui.values import replace


class Monitoring(Filtering):
    """How the monitor is arranged is kept; a dismissal is undone by `u` in the monitor, the last one first."""

    def __init__(self, bridge: StoreBridge) -> None:
        super().__init__(bridge)
        self._put_away: list[tuple[JobKey, ...]] = []

    @work(group="monitor")
    async def restore_monitor(self) -> None:
        """The order, the blocks, the columns and the dismissals of earlier sessions."""
        if self.commands is None:
            return
        before = self.jobs.arrangement
        await self.commands.restore_dismissals()
        kept = await self.commands.kept_arrangement()
        if kept != before and self.jobs.arrangement is before:  # else a person was faster
            self.jobs.rearrange(kept)

    @on(JobTable.Rearranged)
    def _rearranged(self, event: JobTable.Rearranged) -> None:
        self.retitle()
        if self.commands is not None:
            self.commands.keep_arrangement(event.arrangement)

    @on(JobTable.Refused)
    def _key_refused(self, event: JobTable.Refused) -> None:
        self.say(event.reason)

    # -- order, blocks, columns -----------------------------------------------------------------------------------

    @on(JobTable.SortAsked)
    @work(group="monitor")
    async def _ask_sort(self) -> None:
        from breadtui.ui.screens.asking.sort_menu import SortScreen  # noqa: PLC0415  when it is asked for

        sort = await self.app.push_screen_wait(SortScreen(self.jobs.arrangement, self.glyphs))
        if sort is None:
            return
        now = self.jobs.arrangement
        is_put_right = sort is now.sort and self.jobs.has_moved
        self.jobs.rearrange(now if is_put_right else now.sorted_by(sort))

    @on(JobTable.ColumnsAsked)
    @work(group="monitor")
    async def _ask_columns(self) -> None:
        from breadtui.ui.screens.monitor.columns import ColumnsScreen  # noqa: PLC0415  when it is asked for

        size = size_class_of(self.jobs.size.width)
        shown = heads_of(self.jobs.arrangement.columns.get(size, ())) or tuple(Head)
        chosen = await self.app.push_screen_wait(ColumnsScreen(shown, size))
        if chosen is not None:
            self._take_columns(tuple(head.value for head in chosen))

    def _take_columns(self, columns: tuple[str, ...]) -> None:
        size = size_class_of(self.jobs.size.width)
        self.jobs.rearrange(self.jobs.arrangement.with_columns(size, columns))

    # -- dismissing -----------------------------------------------------------------------------------------------

    @on(JobTable.DismissAsked)
    def _dismiss_asked(self, event: JobTable.DismissAsked) -> None:
        self.dismiss_jobs(event.keys)

    def dismiss_jobs(self, keys: tuple[JobKey, ...]) -> None:
        """List these jobs no longer, and say how they come back."""
        if self.commands is None or not (away := self.commands.dismiss(keys)):
            return
        self._put_away.append(away)
        what = away[0].name if len(away) == 1 else f"{len(away)} jobs"
        self.say(f"{what} dismissed; u brings back")

    def bring_back(self) -> bool:
        """Bring the last dismissal back, in the monitor; False where there is none, and elsewhere."""
        if self.filtered_pane() is not Pane.JOBS or not self._put_away or self.commands is None:
            return False
        self.commands.undismiss(self._put_away.pop())
        return True

    # -- words ----------------------------------------------------------------------------------------------------

    def do_monitor(self, name: str, rest: str) -> None:
        """Do `sort`, `group`, `columns` or `dismiss`; without more words `sort` and `columns` ask."""
        from breadtui.ui.screens.words.monitor import NotUnderstoodHere  # noqa: PLC0415  when it is asked for

        try:
            self._do_monitor(name, rest)
        except (NotAnOrder, NotUnderstoodHere) as problem:
            self.say(str(problem), is_problem=True)

    def _do_monitor(self, name: str, rest: str) -> None:
        from breadtui.ui.screens.words.monitor import parse_columns, parse_group  # noqa: PLC0415  when it is asked for

        match name, rest:
            case "sort", "":
                self.jobs.action_sort()
            case "sort", _:
                self.jobs.rearrange(parse_sort(rest, self.jobs.arrangement))
            case "group", "":
                self.jobs.action_group()
            case "group", _:
                self.jobs.rearrange(replace(self.jobs.arrangement, group=parse_group(rest)))
            case "columns", "":
                self.jobs.action_columns()
            case "columns", _:
                self._take_columns(parse_columns(rest))
            case _:
                self._dismiss_by_word(rest)

    def _dismiss_by_word(self, which: str) -> None:
        if which == "none":
            count = 0 if self.commands is None else self.commands.undismiss()
            self._put_away = []
            self.say(f"{count} listed again" if count else "nothing was dismissed")
        elif which not in {"", "all"}:
            self.say("dismiss, dismiss all, or dismiss none to list all again", is_problem=True)
        elif reason := self.jobs.why_not("dismiss_all" if which else "dismiss"):
            self.say(reason, is_problem=True)
        elif which:
            self.jobs.action_dismiss_all()
        else:
            self.jobs.action_dismiss()
