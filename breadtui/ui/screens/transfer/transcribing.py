"""The calls made to the service: one looked at whole, copied, all of them written out for a bug report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import on, work

from breadtui import __version__
from breadtui.domain.calls import ApiCall
from breadtui.ui.panes.transcript import Transcript
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.transfer.exporting import Exporting
from breadtui.ui.terminal.virtual_rows import VirtualRows

FILE_NAME = "breadtui-calls.md"
HAR = ".har"


class Transcribing(Exporting):
    """What can be done with the calls."""

    @on(VirtualRows.Chosen, "#transcript")
    def _call_chosen(self, event: VirtualRows.Chosen) -> None:
        from breadtui.ui.screens.transfer.transcript_call import CallScreen  # noqa: PLC0415  when it is asked for

        if event.key is not None:
            self.app.push_screen(CallScreen(event.key, self._calls, self._base_url))

    @on(Transcript.CopyAsked)
    def _call_copied(self, event: Transcript.CopyAsked) -> None:
        from breadtui.ui.screens.transfer.transcript_call import ask_copy, copy_curl  # noqa: PLC0415  when it is asked for

        copy = ask_copy if event.is_menu else copy_curl
        copy(self, event.call, self._base_url)

    @property
    def _base_url(self) -> str:
        return self.rooms.base_url if self.rooms is not None else ""

    def _calls(self) -> Sequence[ApiCall]:
        return self.bridge.state.calls

    def show_calls(self, typed: str) -> None:
        """Go to the calls, or write them as `export [FILE]` says: an HTTP archive for `.har`, else Markdown."""
        from breadtui.ui.screens.transfer.file_paths import path_of  # noqa: PLC0415  when it is asked for

        word, _, file = typed.partition(" ")
        if not word:
            self.show_pane(Pane.TRANSCRIPT)
        elif word == "export":
            self._export_calls(path_of(file.strip(), FILE_NAME))
        else:
            self.say("calls, or calls export FILE.md or FILE.har", is_problem=True)

    @work(group="export", exclusive=True)
    async def _export_calls(self, path: Path) -> None:
        from breadtui.export.tables.calls_page import calls_har, calls_markdown  # noqa: PLC0415  when it is asked for

        calls, base_url = self._calls(), self._base_url
        is_archive = path.suffix.lower() == HAR
        program = f"breadtui {__version__}"
        text = calls_har(calls, base_url, "breadtui", __version__) if is_archive else calls_markdown(calls, program)
        try:
            await self.write_text(path, text)
        except OSError as error:
            self.say(f"could not write {path}: {error.strerror or error}", is_problem=True)
