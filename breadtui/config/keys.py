"""The key: where it is found, and how it is kept for the next run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from breadtui.config import keyring_store
from breadtui.config.files import (
    PRIVATE_FILE,
    make_private_folder,
    reason_of,
    secret_place_problem,
    write_atomically,
)
from breadtui.config.folders import Folders
from breadtui.config.secret import KeyProblem, Secret, parse_key
from breadtui.config.settings import PRODUCTION_URL, KeySource, Settings
from breadtui.values import dataclass, replace

ENVIRONMENT_KEY = "BREAD_API_KEY"
LARGEST_FILE_BYTES = 100_000
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class KeyKept:
    """Where a key lies now, in words, and whether the next run will take another one all the same."""

    place: str
    remark: str | None = None


def with_key(settings: Settings, environ: Mapping[str, str], home: Path | None = None) -> Settings:
    """The settings with the first key found: the environment, our own store, bgit's file (which is only read).

    A key that was kept for another service is not used: it would be sent to a stranger. What is wrong with a key
    goes to `remarks`, except in the environment, where it stops the search: the person meant that one.
    """
    if settings.is_demo:
        return settings
    if said := environ.get(ENVIRONMENT_KEY):
        return _judged(settings, parse_key(said), KeySource.ENVIRONMENT, ENVIRONMENT_KEY)
    if settings.key_store == "keyring":
        settings = _from_keyring(settings)
    if settings.key is None:
        settings = _from_file(settings)
    return settings if settings.key is not None else _from_bgit(settings, environ, home)


def store_key(settings: Settings, key: Secret, environ: Mapping[str, str]) -> KeyKept | KeyProblem:
    """Keep the key for the next run of this profile with this service; only after the service accepted it."""
    remark = None
    if environ.get(ENVIRONMENT_KEY):
        remark = f"{ENVIRONMENT_KEY} is set and wins over the kept key; unset it to use this one."
    if settings.key_store == "keyring":
        problem = keyring_store.put(_keyring_name(settings), key)
        return KeyProblem(problem) if problem else KeyKept("the desktop's keyring", remark)
    path = key_path(settings.folders, settings.profile)
    if problem := _place_problem(path):
        return KeyProblem(f"The key is not kept: {problem}. It is used for this run only.")
    content = {"version": 1, "base_url": settings.base_url, "api_key": key.reveal()}
    try:
        _make_key_folder(path.parent)
        write_atomically(path, json.dumps(content).encode("ascii"), PRIVATE_FILE)
    except OSError as error:
        return KeyProblem(
            f"The key is not kept: {path} cannot be written ({reason_of(error)}). It is used for this run only."
        )
    return KeyKept(str(path), remark)


def key_path(folders: Folders, profile: str) -> Path:
    """The file of a profile's key."""
    return folders.config / "keys" / f"{profile}.json"


def _make_key_folder(folder: Path) -> None:
    make_private_folder(folder)
    folder.chmod(0o700)


def _place_problem(path: Path) -> str | None:
    places = (path.parent.parent, path.parent, path)
    return next((problem for place in places if (problem := secret_place_problem(place))), None)


def _judged(settings: Settings, key: Secret | KeyProblem, source: KeySource, place: str) -> Settings:
    if isinstance(key, KeyProblem):
        return _remarked(settings, f"{place}: {key.sentence}")
    return replace(settings, key=key, key_source=source)


def _remarked(settings: Settings, sentence: str) -> Settings:
    return replace(settings, remarks=(*settings.remarks, sentence))


def _from_file(settings: Settings) -> Settings:
    path = key_path(settings.folders, settings.profile)
    if not path.parent.exists():
        return settings
    if problem := _place_problem(path):
        return _remarked(settings, f"The kept key is not used: {problem}.")
    content = _json_object(path)
    if isinstance(content, str):
        return _remarked(settings, content)
    if content is None:
        return settings
    kept_for = content.get("base_url")
    if not isinstance(kept_for, str) or not _is_same_service(kept_for, settings.base_url):
        return _remarked(settings, f"The kept key is not used: {path} is for another service than this run's.")
    settings = _tightened(settings, path)
    key = content.get("api_key")
    return _judged(settings, parse_key(key if isinstance(key, str) else ""), KeySource.FILE, str(path))


def _tightened(settings: Settings, path: Path) -> Settings:
    """A key file that others could read is closed to them, and that is said: the key may be known."""
    try:
        if not path.stat().st_mode & 0o077:
            return settings
        path.chmod(PRIVATE_FILE)
    except OSError as error:
        return _remarked(settings, f"{path} can be read by others and cannot be closed to them ({reason_of(error)}).")
    return _remarked(settings, f"{path} could be read by others and was closed to them; consider a new key.")


def _from_keyring(settings: Settings) -> Settings:
    found = keyring_store.get(_keyring_name(settings))
    if found is None:
        return settings
    if isinstance(found, KeyProblem):
        return _remarked(settings, found.sentence)
    return _judged(settings, parse_key(found.reveal()), KeySource.KEYRING, "the desktop's keyring")


def _keyring_name(settings: Settings) -> str:
    return f"{settings.profile}@{settings.base_url.rstrip('/')}"


def _from_bgit(settings: Settings, environ: Mapping[str, str], home: Path | None) -> Settings:
    path = _bgit_path(environ, home)
    if path is None or not _may_see_bgit_key(settings.base_url):
        return settings
    content = _json_object(path)
    key = content.get("apiKey") if isinstance(content, dict) else None
    if not isinstance(key, str):
        return settings
    return _judged(settings, parse_key(key), KeySource.BGIT, str(path))


def _bgit_path(environ: Mapping[str, str], home: Path | None) -> Path | None:
    folder = str(home) if home is not None else environ.get("HOME")
    return Path(folder) / ".bgit" / "config.json" if folder else None


def _may_see_bgit_key(base_url: str) -> bool:
    """The service that bgit's key is for, or a stand-in on this machine."""
    return _is_same_service(base_url, PRODUCTION_URL) or _host_of(base_url) in _LOOPBACK


def _host_of(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def _is_same_service(one: str, other: str) -> bool:
    return one.strip().rstrip("/").lower() == other.strip().rstrip("/").lower()


def _json_object(path: Path) -> dict[str, object] | str | None:
    """The object in a small JSON file; None where there is no file, a sentence where it cannot be used."""
    try:
        with path.open("rb") as file:
            content = json.loads(file.read(LARGEST_FILE_BYTES))
    except FileNotFoundError:
        return None
    except OSError as error:
        return f"{path} cannot be read ({reason_of(error)})."
    except (ValueError, RecursionError):
        return f"{path} is damaged and holds no key that can be used."
    return content if isinstance(content, dict) else f"{path} is damaged and holds no key that can be used."
