"""The configuration file: TOML, checked value by value; what is wrong is told with file, line, key and what is allowed.

```toml
profile = "work"          # the profile to use when none is asked for
theme = "bread-dark"
markers = "block"         # what curves are drawn with
mouse = true
read_only = false
journal_megabytes = 100   # how large the journal may become
download_folder = "~/models"   # where weights go unless a place is named
download_rate = "5M"      # how fast they may come at most, bytes a second
key_store = "file"        # or "keyring", with the keyring extra installed
poll.overview_seconds = 60
keys."tree.fold" = "space"
notify.events = ["finished", "failed"]   # see hook_settings

[profiles.work]
base_url = "https://bapi.bread.com.ai"
read_only = true
```
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from breadtui.config.files import reason_of, set_aside
from breadtui.config.problem import ConfigProblem
from breadtui.values import dataclass, field

if TYPE_CHECKING:
    from breadtui.domain.notices.wishes import NoticeWishes

T = TypeVar("T")

FILE_NAME = "config.toml"
LARGEST_FILE_BYTES = 1_000_000
THEMES = ("bread-dark", "bread-light", "bread-mono", "auto")
MARKERS = ("braille", "block", "ascii")
KEY_STORES = ("file", "keyring")
TOP_KEYS = (
    *("profile", "theme", "markers", "mouse", "read_only", "key_store", "journal_megabytes"),
    *("download_folder", "download_rate", "poll", "keys", "notify", "profiles"),
)
POLL_SECONDS = (
    "stim_seconds",
    "rollout_seconds",
    "bake_seconds",
    "metrics_seconds",
    "overview_seconds",
    "overview_active_seconds",
    "longest_seconds",
)
JOURNAL_MEGABYTES, LEAST_MEGABYTES, MOST_MEGABYTES = 100, 5, 100_000
LEAST_SECONDS, MOST_SECONDS = 1.0, 86_400.0
_PROFILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_TABLE = re.compile(r"\s*\[\s*([^\]]+?)\s*\]")
_EMPTY: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Profile:
    """One service to work with; None where the file does not say."""

    base_url: str | None = None
    is_read_only: bool | None = None
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """What the file says; None where it says nothing. `remarks` are sentences to be told."""

    profile: str | None = None
    theme: str | None = None
    markers: str | None = None
    has_mouse: bool | None = None
    is_read_only: bool | None = None
    key_store: str = "file"
    poll_seconds: Mapping[str, float] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    notify: NoticeWishes | None = None
    journal_megabytes: int = JOURNAL_MEGABYTES
    download_folder: Path | None = None
    download_bytes_per_second: int | None = None
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def read_config(path: Path) -> ConfigFile:
    """What the file at `path` says; defaults where there is none.

    A file that is no text at all is set aside and told; a slip of a person's pen is not, since it is theirs to mend.
    Raises: ConfigProblem.
    """
    try:
        content = _content(path)
    except FileNotFoundError:
        return ConfigFile()
    except OSError as error:
        return ConfigFile(remarks=(f"{path} cannot be read ({reason_of(error)}); the defaults hold.",))
    text = None if content is None else _decoded(content)
    if text is None:
        return ConfigFile(remarks=(_set_aside(path),))
    return parse_config(text, path)


def parse_config(text: str, path: Path) -> ConfigFile:
    """What a configuration text says; `path` is only for complaints. Raises: ConfigProblem."""
    import tomllib  # noqa: PLC0415  most people have no such file

    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigProblem(f"{path}: not valid TOML: {error}") from error
    return _Reader(text, path).read(table)


def profile_problem(name: str) -> str | None:
    """Why `name` cannot name a profile; it becomes a file name."""
    if _PROFILE.fullmatch(name):
        return None
    return "a profile's name is at most 64 letters, digits, '.', '_' and '-', starting with a letter or digit"


def _content(path: Path) -> bytes | None:
    """The bytes of the file, None where there are too many to be a configuration. Raises: OSError."""
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE_BYTES + 1)
    return content if len(content) <= LARGEST_FILE_BYTES else None


def _decoded(content: bytes) -> str | None:
    if b"\0" in content:
        return None
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None


def _set_aside(path: Path) -> str:
    try:
        return f"{path} is not a text and was set aside as {set_aside(path).name}; the defaults hold."
    except OSError as error:
        return f"{path} is not a text and cannot be set aside ({reason_of(error)}); the defaults hold."


class _Reader:
    """Takes known keys out of a table; whatever is left over or wrong becomes a ConfigProblem."""

    def __init__(self, text: str, path: Path) -> None:
        self._lines = text.splitlines()
        self._path = path

    def read(self, table: dict[str, object]) -> ConfigFile:
        self._only(table, "", TOP_KEYS)
        profiles = {name: self._profile(name, value) for name, value in self._table(table, "", "profiles").items()}
        return ConfigFile(
            profile=self._profile_name(table, profiles),
            theme=self._one_of(table, "", "theme", THEMES),
            markers=self._one_of(table, "", "markers", MARKERS),
            has_mouse=self._claim(table, "", "mouse"),
            is_read_only=self._claim(table, "", "read_only"),
            key_store=self._one_of(table, "", "key_store", KEY_STORES) or "file",
            poll_seconds=self._poll(self._table(table, "", "poll")),
            keys=self._keys(self._table(table, "", "keys")),
            notify=self._notify(self._table(table, "", "notify")),
            journal_megabytes=self._megabytes(table),
            download_folder=self._folder(table, "download_folder"),
            download_bytes_per_second=self._rate(table, "download_rate"),
            profiles=profiles,
        )

    def _profile_name(self, table: dict[str, object], profiles: Mapping[str, Profile]) -> str | None:
        name = self._text(table, "", "profile")
        if name is not None and name != "default" and name not in profiles:
            raise self._wrong("", "profile", f"one of {', '.join(['default', *profiles])}")
        return name

    def _profile(self, name: str, value: object) -> Profile:
        if problem := profile_problem(name):
            raise self._wrong("profiles", name, problem)
        table = self._as_table(value, "profiles", name)
        where = f"profiles.{name}"
        self._only(table, where, ("base_url", "read_only", "theme"))
        return Profile(
            self._text(table, where, "base_url"),
            self._claim(table, where, "read_only"),
            self._one_of(table, where, "theme", THEMES),
        )

    def _poll(self, table: dict[str, object]) -> Mapping[str, float]:
        self._only(table, "poll", POLL_SECONDS)
        return {key: self._seconds(key, value) for key, value in table.items()} or _EMPTY

    def _seconds(self, key: str, value: object) -> float:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not LEAST_SECONDS <= float(str(value)) <= MOST_SECONDS:
            raise self._wrong("poll", key, f"seconds from {LEAST_SECONDS:g} to {MOST_SECONDS:g}")
        return float(str(value))

    def _megabytes(self, table: dict[str, object]) -> int:
        value = table.get("journal_megabytes", JOURNAL_MEGABYTES)
        if not isinstance(value, int) or isinstance(value, bool) or not LEAST_MEGABYTES <= value <= MOST_MEGABYTES:
            raise self._wrong("", "journal_megabytes", f"a whole number from {LEAST_MEGABYTES} to {MOST_MEGABYTES}")
        return value

    def _folder(self, table: dict[str, object], key: str) -> Path | None:
        typed = self._text(table, "", key)
        if typed is None:
            return None
        try:
            folder = Path(typed).expanduser()
        except RuntimeError:  # no such user
            folder = Path(typed)
        if not folder.is_absolute() or "\0" in typed:
            raise self._wrong("", key, "a folder from / or ~ on")
        return folder

    def _rate(self, table: dict[str, object], key: str) -> int | None:
        typed = self._text(table, "", key)
        if typed is None:
            return None
        from breadtui.domain.downloading.rate_limit import rate_of  # noqa: PLC0415  most people have no such key

        rate = rate_of(typed)
        if rate is None:
            raise self._wrong("", key, 'bytes a second, as in "500k" or "5M"')
        return rate

    def _notify(self, table: dict[str, object]) -> NoticeWishes | None:
        if not table:
            return None
        from breadtui.config.hook_settings import notice_wishes  # noqa: PLC0415  most people have no such table

        return notice_wishes(table, lambda key, allowed: self._wrong("notify", key, allowed))

    def _keys(self, table: dict[str, object]) -> Mapping[str, str]:
        return {name: self._text(table, "keys", name) or "" for name in table}

    def _table(self, table: dict[str, object], where: str, key: str) -> dict[str, object]:
        return self._as_table(table.get(key, {}), where, key)

    def _as_table(self, value: object, where: str, key: str) -> dict[str, object]:
        if not isinstance(value, dict):
            raise self._wrong(where, key, f"a table, as in [{where + '.' if where else ''}{key}]")
        return value

    def _text(self, table: dict[str, object], where: str, key: str) -> str | None:
        return self._typed(table, where, key, str, "text in quotes")

    def _claim(self, table: dict[str, object], where: str, key: str) -> bool | None:
        return self._typed(table, where, key, bool, "true or false")

    def _one_of(self, table: dict[str, object], where: str, key: str, words: tuple[str, ...]) -> str | None:
        allowed = "one of " + ", ".join(f'"{word}"' for word in words)
        word = self._typed(table, where, key, str, allowed)
        if word is not None and word not in words:
            raise self._wrong(where, key, allowed)
        return word

    def _typed(self, table: dict[str, object], where: str, key: str, kind: type[T], allowed: str) -> T | None:
        value = table.get(key)
        if value is not None and not isinstance(value, kind):
            raise self._wrong(where, key, allowed)
        return value

    def _only(self, table: dict[str, object], where: str, known: tuple[str, ...]) -> None:
        for key in table:
            if key not in known:
                raise self._wrong(where, key, f"one of the keys {', '.join(known)}")

    def _wrong(self, where: str, key: str, allowed: str) -> ConfigProblem:
        line = self._line_of(where, key)
        place = f"{self._path}, line {line}" if line else str(self._path)
        dotted = f"{where}.{key}" if where else key
        return ConfigProblem(f"{place}: {dotted!r} must be {allowed}.")

    def _line_of(self, where: str, key: str) -> int | None:
        """The line that sets a key, as a person would look for it; None where it cannot be told."""
        table = ""
        dotted = f"{where}.{key}" if where else key
        for number, line in enumerate(self._lines, start=1):
            if found := _TABLE.match(line):
                table = _plain(found[1])
                if table == dotted:
                    return number
            else:
                name = _plain(line.split("=")[0])
                if name and (f"{table}.{name}" if table else name) == dotted:
                    return number
        return None


def _plain(name: str) -> str:
    return "".join(name.split()).replace('"', "").replace("'", "")
