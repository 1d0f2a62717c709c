"""A crash of ours: one clean line, a report on disk, and nothing secret in either."""

import os
import sys
import traceback
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import RenderableType

from breadtui.domain.unsafe_text import visible_line
from breadtui.ui.terminal.app_part import AppPart

HIDDEN_SECRET = "sk-…"  # noqa: S105 - what stands in a secret's place
_LEAST_SECRET_LETTERS = 4
_MOST_MESSAGE_LETTERS = 200


def without_secrets(text: str, secrets: Iterable[str]) -> str:
    """The text with every secret replaced, also where it stands escaped as in a repr."""
    forms = {form for secret in secrets for form in (secret, repr(secret)[1:-1]) if len(form) >= _LEAST_SECRET_LETTERS}
    for form in sorted(forms, key=len, reverse=True):
        text = text.replace(form, HIDDEN_SECRET)
    return text


def crash_line(error: BaseException, secrets: Iterable[str], report: Path | None) -> str:
    """What a person reads in the shell after a crash."""
    message = visible_line(without_secrets(str(error), secrets))[:_MOST_MESSAGE_LETTERS]
    said = f"{type(error).__name__}: {message}" if message else type(error).__name__
    where = f"The report is in {visible_line(str(report))}" if report else "No report could be written"
    return f"breadtui stopped: {said}. {where}"


def write_report(error: BaseException, secrets: Iterable[str], folder: Path) -> Path | None:
    """Write the plain traceback (no local variables) for nobody but the user; None where that is impossible."""
    lines = traceback.format_exception(error)
    text = without_secrets("".join(lines), secrets)
    path = folder / f"crash-{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}.txt"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError:
        return None
    return path


class QuietCrash(AppPart):
    """App mixin in place of Textual's crash report, which prints local variables, API keys among them.

    The entry point must end the process with `app.return_code`, which is 1 after a crash.
    """

    crash_folder: Path | None = None
    """Where reports go; None writes none."""
    secrets: Sequence[str] = ()
    """Texts that must not appear in line or report, such as the API key."""

    _last_words = ""
    _is_rescued = False

    def rescue(self) -> None:
        """Save what must not be lost; called once, before a crash ends the program."""

    def panic(self, *renderables: RenderableType) -> None:
        """End with the first of these as one clean line."""
        for shown in renderables[:1]:
            said = shown if isinstance(shown, str) else type(shown).__name__
            self._end_with(f"breadtui stopped: {visible_line(without_secrets(said, self.secrets))}")

    def _handle_exception(self, error: Exception) -> None:
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._fatal_error()

    def _fatal_error(self) -> None:
        error = sys.exc_info()[1] or self._exception
        self._rescue_once(error)
        if error is not None and not self._last_words:
            report = write_report(error, self.secrets, self.crash_folder) if self.crash_folder else None
            self._end_with(crash_line(error, self.secrets, report))

    def _rescue_once(self, error: BaseException | None) -> None:
        if self._is_rescued:
            return
        self._is_rescued = True
        try:
            self.rescue()
        except Exception as second:  # noqa: BLE001 - whatever is broken, the first error is the one to be told
            if error is not None:
                error.add_note(f"Saving failed as well: {type(second).__name__}: {second}")

    def _end_with(self, line: str) -> None:
        """Keep the first line: later errors are mostly what the first one broke."""
        self._last_words = self._last_words or line
        self._return_code = 1
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """Write the line as it is: a console would break it at the screen's width and with it the report's path."""
        super()._print_error_renderables()
        if self._last_words and sys.__stderr__ is not None:
            sys.__stderr__.write(f"{self._last_words}\n")
            sys.__stderr__.flush()
            self._last_words = ""
