"""A bake's training log written to a file: every row of it, or the plot as it is drawn."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path

from textual import on, work

from breadtui.domain.errors import BreadError
from breadtui.domain.metric_rows import MetricRows, ordered
from breadtui.domain.names import JobKey
from breadtui.ui.panes.metric_plot import MetricPlot
from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail.details import is_bake
from breadtui.ui.screens.asking.confirm import ConfirmScreen
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.transfer.exporting import Exporting
from breadtui.ui.screens.transfer.file_paths import path_of

PLOT = "plot"
LOG_FORMS = ("csv", "jsonl", PLOT)
_ENDINGS = {PLOT: "txt"}


class MetricsExporting(Exporting):
    """`:export csv|jsonl|plot` of a bake, with the metrics in focus also `json`; nothing is replaced unasked."""

    def ask_line(self, text: str) -> None:
        """Open the command line with the beginning of a command."""
        raise NotImplementedError

    @on(MetricPlot.ExportWanted)
    def _plot_export_wanted(self) -> None:
        """Offer the usual form and name: both can be typed over."""
        chosen = self.bridge.state.chosen
        if isinstance(chosen, JobKey):
            self.ask_line(f"export csv {_file_name(chosen, 'csv')}")

    def export(self, typed: str) -> None:
        """Write the log where a form of it is named, else what else is chosen."""
        name, _, file = typed.partition(" ")
        is_log = name in LOG_FORMS or (name == "json" and self.filtered_pane() is Pane.METRICS)
        chosen = self.bridge.state.chosen
        if not is_log:
            super().export(typed)
        elif not isinstance(chosen, JobKey) or not is_bake(chosen):
            self.say(f"{name} writes metrics: choose a bake", is_problem=True)
        elif name == PLOT:
            self._export_plot(path_of(file.strip(), _file_name(chosen, name)))
        else:
            self._export_log(chosen, name, path_of(file.strip(), _file_name(chosen, name)))

    def _export_plot(self, path: Path) -> None:
        if text := self.plot.text():
            self._write_metrics((text,), path, "the plot")
        else:
            self.say("there is no plot yet", is_problem=True)

    @work(group="export", exclusive=True)
    async def _export_log(self, key: JobKey, form: str, path: Path) -> None:
        from breadtui.export.metric_rows_text import MetricForm, metric_texts  # noqa: PLC0415  when it is asked for

        if self.commands is None:
            self.say("every row is read from the service, and there is none here", is_problem=True)
            return
        try:
            sent = await self.commands.metric_rows(key)
        except BreadError as error:
            self.say(f"nothing was written: {clean(error.message, limit=200)}", is_problem=True)
            return
        rows = await asyncio.to_thread(ordered, sent)
        if not len(rows):
            self.say("the bake has logged no metrics yet", is_problem=True)
            return
        self._write_metrics(metric_texts(rows, MetricForm(form)), path, _count_words(sent, rows))

    @work(group="export-metrics", exclusive=True)
    async def _write_metrics(self, texts: Iterable[str], path: Path, what: str) -> None:
        try:
            if not await asyncio.to_thread(path.exists):
                await asyncio.to_thread(_write, texts, path, replaces=False)
            elif await self._may_replace(path):
                await asyncio.to_thread(_write, texts, path, replaces=True)
            else:
                return
        except OSError as error:
            self.say(f"could not write {path}: {error.strerror or 'there is a file of that name'}", is_problem=True)
        else:
            self.say(f"{what} written: {path}")

    async def _may_replace(self, path: Path) -> bool:
        question = ConfirmScreen("There is a file of that name", [str(path)], yes="Write over it")
        is_agreed = await self.app.push_screen_wait(question)
        return is_agreed is True


def _write(texts: Iterable[str], path: Path, *, replaces: bool) -> None:
    """Raises: OSError, and there is no half of a file."""
    from breadtui.export.whole_file import WholeFile  # noqa: PLC0415  when it is asked for

    file = WholeFile(path, replaces=replaces)
    try:
        for text in texts:
            file.write(text)
        file.finish()
    except BaseException:
        file.give_up()
        raise


def _file_name(bake: JobKey, form: str) -> str:
    from breadtui.ui.present.export_forms import file_name  # noqa: PLC0415  when it is asked for

    return file_name(f"{bake.name}-metrics", _ENDINGS.get(form, form))


def _count_words(sent: MetricRows, rows: MetricRows) -> str:
    sent_count = len(sent) + sent.skipped_count
    return f"{len(rows):,} rows" if sent_count == len(rows) else f"{len(rows):,} rows of {sent_count:,} sent"
