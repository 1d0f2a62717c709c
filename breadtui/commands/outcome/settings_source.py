"""Where a command takes the settings of a target or bake from: a file, standard input, and files named in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from breadtui.commands.outcome.writing import put_line
from breadtui.domain.json_values import Json
from breadtui.export.settings_files import Misread, read_settings
from breadtui.values import dataclass

STANDARD_INPUT = "-"


class UnusableFile(Exception):
    """A file that gives no settings; the text is a sentence without a full stop that names file and place."""


@dataclass(frozen=True, slots=True)
class Streams:
    """Outcomes go to `out`, sentences for a person to `err`; `read` gives the bytes of standard input."""

    out: TextIO
    err: TextIO
    read: Callable[[], bytes]

    def tell(self, sentence: str) -> None:
        """A sentence for a person."""
        put_line(self.err, f"breadtui: {sentence}")


def settings_of_file(source: str, read: Callable[[], bytes]) -> Json:
    """The value of a JSON or YAML file, or of standard input for `-`. Raises: UnusableFile."""
    is_input = source == STANDARD_INPUT
    shown = "standard input" if is_input else source
    try:
        content = read() if is_input else Path(source).expanduser().read_bytes()
        return read_settings(content, "" if is_input else Path(source).name)
    except OSError as error:
        raise UnusableFile(f"{shown} cannot be read: {error.strerror or error}") from error
    except Misread as problem:
        raise UnusableFile(f"{shown}, {problem}") from problem


def text_beside(source: str, path: str) -> str | None:
    """The text of a file that settings name, from their own folder; None where there is no such file.

    Raises: UnusableFile.
    """
    folder = Path() if source == STANDARD_INPUT else Path(source).expanduser().parent
    place = folder / Path(path).expanduser()
    try:
        return place.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UnusableFile(f"{path} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UnusableFile(f"{path} is no UTF-8: byte {error.start + 1}") from error
