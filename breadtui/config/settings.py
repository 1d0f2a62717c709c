"""One run's settings: an option beats the environment, the environment the file, the file the default."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from breadtui.config.config_file import (
    FILE_NAME,
    JOURNAL_MEGABYTES,
    THEMES,
    ConfigFile,
    Profile,
    profile_problem,
    read_config,
)
from breadtui.config.folders import Folders, folders_of
from breadtui.config.problem import ConfigProblem
from breadtui.config.secret import Secret
from breadtui.values import dataclass, field

if TYPE_CHECKING:
    from breadtui.domain.notices.wishes import NoticeWishes

PRODUCTION_URL = "https://bapi.bread.com.ai"
DEFAULT_PROFILE = "default"


class KeySource(StrEnum):
    """Where the key of this run came from."""

    NONE = "none"
    ENVIRONMENT = "BREAD_API_KEY"
    FILE = "breadtui's key file"
    KEYRING = "the desktop's keyring"
    BGIT = "bgit's configuration"
    TYPED = "typed in this run"
    DEMO = "the demo"


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said; None and False where it said nothing."""

    repo: str | None = None
    bake: str | None = None
    profile: str | None = None
    base_url: str | None = None
    is_demo: bool = False
    is_read_only: bool = False
    has_no_mouse: bool = False
    has_no_poll: bool = False
    has_no_bgit: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything one run needs to know about itself; `remarks` are sentences to be told once.

    `poll_seconds` and `keys` hold only what the person changed; `theme` None follows the terminal, `markers` None draws
    curves in braille, and `notify` None holds the defaults. `download_folder` is where weights go unless a place is
    named, None the current folder.
    """

    folders: Folders
    base_url: str = PRODUCTION_URL
    key: Secret | None = None
    key_source: KeySource = KeySource.NONE
    key_store: str = "file"
    profile: str = DEFAULT_PROFILE
    is_read_only: bool = False
    is_demo: bool = False
    repo: str | None = None
    bake: str | None = None
    theme: str | None = None
    markers: str | None = None
    has_mouse: bool = True
    has_poll: bool = True
    has_bgit: bool = True
    has_colour: bool = True
    poll_seconds: Mapping[str, float] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    notify: NoticeWishes | None = None
    journal_megabytes: int = JOURNAL_MEGABYTES
    download_folder: Path | None = None
    download_bytes_per_second: int | None = None
    remarks: tuple[str, ...] = ()


def settings_from(options: Options, environ: Mapping[str, str]) -> Settings:
    """The settings of this run, with the key still to be found.

    Raises: ConfigProblem.
    """
    folders = folders_of(environ)
    file = read_config(folders.config / FILE_NAME)
    name, profile = _profile_of(options, file)
    return Settings(
        folders=folders,
        base_url=_base_url(options, environ, profile),
        key_store=file.key_store,
        profile=name,
        is_read_only=options.is_read_only or bool(profile.is_read_only) or bool(file.is_read_only),
        is_demo=options.is_demo,
        repo=options.repo,
        bake=options.bake,
        theme=_theme(environ, file, profile),
        markers=file.markers,
        has_mouse=not options.has_no_mouse and file.has_mouse is not False,
        has_poll=not options.has_no_poll,
        has_bgit=not options.has_no_bgit,
        has_colour=not environ.get("NO_COLOR"),
        poll_seconds=file.poll_seconds,
        keys=file.keys,
        notify=file.notify,
        journal_megabytes=file.journal_megabytes,
        download_folder=file.download_folder,
        download_bytes_per_second=file.download_bytes_per_second,
        remarks=file.remarks,
    )


def _profile_of(options: Options, file: ConfigFile) -> tuple[str, Profile]:
    name = options.profile or file.profile or DEFAULT_PROFILE
    if problem := profile_problem(name):
        raise ConfigProblem(f"--profile: {problem}.")
    if name != DEFAULT_PROFILE and name not in file.profiles:
        known = ", ".join([DEFAULT_PROFILE, *(each for each in file.profiles if each != DEFAULT_PROFILE)])
        raise ConfigProblem(f"--profile: there is no profile {name!r}; the configuration file has {known}.")
    return name, file.profiles.get(name, Profile())


def _base_url(options: Options, environ: Mapping[str, str], profile: Profile) -> str:
    """The first that was said; said empty, it means production."""
    said = (options.base_url, environ.get("BREAD_BASE_URL"), profile.base_url)
    first = next((url for url in said if url is not None), "")
    return first.strip() or PRODUCTION_URL


def _theme(environ: Mapping[str, str], file: ConfigFile, profile: Profile) -> str | None:
    from_environment = environ.get("BREADTUI_THEME") or None
    if from_environment is not None and from_environment not in THEMES:
        raise ConfigProblem(f"BREADTUI_THEME must be one of {', '.join(THEMES)}.")
    theme = from_environment or profile.theme or file.theme
    return None if theme == "auto" else theme
