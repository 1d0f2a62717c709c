"""Finding the key, and keeping it where nobody else can read it."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from breadtui.config import keyring_store
from breadtui.config.folders import Folders
from breadtui.config.keys import KeyKept, key_path, store_key, with_key
from breadtui.config.secret import KeyProblem, Secret
from breadtui.config.settings import PRODUCTION_URL, KeySource, Settings

KEY = Secret("sk-0123456789abcdef")
OTHER = Secret("sk-fedcba9876543210")


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(Folders(tmp_path / "config", tmp_path / "state"))


def found(settings: Settings, home: Path | None = None, **environ: str) -> Settings:
    return with_key(settings, environ, home or settings.folders.config / "no home")


def put_bgit(home: Path, content: str) -> Path:
    path = home / ".bgit" / "config.json"
    path.parent.mkdir(parents=True)
    path.write_text(content)
    return path


def test_a_kept_key_is_found_by_the_next_run(settings: Settings) -> None:
    assert store_key(settings, KEY, {}) == KeyKept(str(key_path(settings.folders, "default")))
    again = found(settings)
    assert (again.key, again.key_source, again.remarks) == (KEY, KeySource.FILE, ())


def test_the_key_file_is_private_whatever_the_umask(settings: Settings) -> None:
    store_key(settings, KEY, {})
    path = key_path(settings.folders, "default")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_the_environment_wins_over_the_kept_key(settings: Settings) -> None:
    store_key(settings, KEY, {})
    assert found(settings, BREAD_API_KEY=f" Bearer {OTHER.reveal()}").key == OTHER
    kept = store_key(settings, KEY, {"BREAD_API_KEY": OTHER.reveal()})
    assert isinstance(kept, KeyKept)
    assert "BREAD_API_KEY is set and wins" in str(kept.remark)


def test_a_wrong_key_in_the_environment_is_told_and_no_other_is_taken(settings: Settings) -> None:
    store_key(settings, KEY, {})
    again = found(settings, BREAD_API_KEY="sk-abc\ndef")
    assert again.key is None
    assert again.remarks == ("BREAD_API_KEY: The key has a line break inside; paste the key alone.",)


def test_bgits_key_is_read_and_its_file_untouched(settings: Settings, tmp_path: Path) -> None:
    path = put_bgit(tmp_path, json.dumps({"apiKey": KEY.reveal()}))
    before = path.stat()
    again = found(settings, tmp_path)
    assert (again.key, again.key_source) == (KEY, KeySource.BGIT)
    assert path.stat() == before


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"apiKey": 3}', "\x00", "[" * 100_000])
def test_a_bgit_file_without_a_key_is_passed_by(settings: Settings, tmp_path: Path, content: str) -> None:
    put_bgit(tmp_path, content)
    assert found(settings, tmp_path) == settings


def with_address(settings: Settings, base_url: str) -> Settings:
    return Settings(settings.folders, base_url=base_url)


def test_bgits_key_goes_to_its_own_service_or_this_machine_only(settings: Settings, tmp_path: Path) -> None:
    put_bgit(tmp_path, json.dumps({"apiKey": KEY.reveal()}))
    assert found(with_address(settings, "http://127.0.0.1:4000"), tmp_path).key == KEY
    assert found(with_address(settings, PRODUCTION_URL + "/"), tmp_path).key == KEY
    assert found(with_address(settings, "https://stranger.example"), tmp_path).key is None


def test_a_key_kept_for_one_service_is_not_sent_to_another(settings: Settings) -> None:
    store_key(settings, KEY, {})
    again = found(with_address(settings, "https://stranger.example"))
    assert again.key is None
    assert "another service" in again.remarks[0]


def test_the_demo_takes_no_key(settings: Settings) -> None:
    assert found(Settings(settings.folders, is_demo=True), BREAD_API_KEY=KEY.reveal()).key is None


def test_profiles_have_keys_of_their_own(settings: Settings) -> None:
    store_key(settings, KEY, {})
    store_key(Settings(settings.folders, profile="work"), OTHER, {})
    assert found(settings).key == KEY
    assert found(Settings(settings.folders, profile="work")).key == OTHER


@pytest.mark.parametrize("which", ["config", "keys", "file"])
def test_a_link_in_the_way_is_refused_for_keeping_and_for_reading(
    settings: Settings, tmp_path: Path, which: str
) -> None:
    store_key(settings, KEY, {})
    path = key_path(settings.folders, "default")
    linked = {"config": path.parent.parent, "keys": path.parent, "file": path}[which]
    linked.rename(tmp_path / "elsewhere")
    linked.symlink_to(tmp_path / "elsewhere")
    problem = store_key(settings, OTHER, {})
    assert isinstance(problem, KeyProblem)
    assert "symbolic link" in problem.sentence
    again = found(settings)
    assert again.key is None
    assert "symbolic link" in again.remarks[0]


def test_a_folder_that_others_can_write_is_refused(settings: Settings) -> None:
    settings.folders.config.mkdir(0o777)
    problem = store_key(settings, KEY, {})
    assert isinstance(problem, KeyProblem)
    assert "written by others" in problem.sentence
    assert list(settings.folders.config.iterdir()) == []


def test_a_key_file_that_others_could_read_is_closed_and_told(settings: Settings) -> None:
    store_key(settings, KEY, {})
    path = key_path(settings.folders, "default")
    path.chmod(0o644)
    again = found(settings)
    assert again.key == KEY
    assert path.stat().st_mode & 0o777 == 0o600
    assert "could be read by others" in again.remarks[0]


@pytest.mark.parametrize("content", [b"", b"\xff\x00", b"[]", b'{"base_url": 1}'])
def test_a_damaged_key_file_is_told_and_no_crash(settings: Settings, content: bytes) -> None:
    store_key(settings, KEY, {})
    key_path(settings.folders, "default").write_bytes(content)
    again = found(settings)
    assert again.key is None
    assert len(again.remarks) == 1


def test_a_home_that_cannot_be_written_leaves_the_key_for_this_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    problem = store_key(Settings(Folders(tmp_path / "file" / "config", tmp_path)), KEY, {})
    assert isinstance(problem, KeyProblem)
    assert "for this run only" in problem.sentence


def test_a_write_that_breaks_off_leaves_the_old_key(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    store_key(settings, KEY, {})

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("pathlib.Path.replace", refuse)
        problem = store_key(settings, OTHER, {})
    assert isinstance(problem, KeyProblem)
    assert OTHER.reveal() not in problem.sentence
    assert found(settings).key == KEY
    assert len(list(key_path(settings.folders, "default").parent.iterdir())) == 1


class FakeKeyring:
    """The part of the keyring package that is used."""

    class errors:  # noqa: N801  named as the module is
        class KeyringError(Exception):
            """Refused."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def get_password(self, service: str, name: str) -> str | None:
        if self.is_locked:
            raise self.errors.KeyringError
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, text: str) -> None:
        if self.is_locked:
            raise self.errors.KeyringError
        self.kept[service, name] = text


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> FakeKeyring:
    fake = FakeKeyring()
    monkeypatch.setattr(keyring_store, "_keyring", lambda: fake)
    return fake


def test_the_keyring_keeps_the_key_where_it_is_chosen(settings: Settings, keyring: FakeKeyring) -> None:
    chosen = Settings(settings.folders, key_store="keyring")
    assert isinstance(store_key(chosen, KEY, {}), KeyKept)
    assert found(chosen).key_source is KeySource.KEYRING
    assert found(settings).key is None
    assert not settings.folders.config.exists()


def test_a_locked_keyring_is_told(settings: Settings, keyring: FakeKeyring) -> None:
    keyring.is_locked = True
    chosen = Settings(settings.folders, key_store="keyring")
    assert isinstance(store_key(chosen, KEY, {}), KeyProblem)
    assert "keyring does not answer" in found(chosen).remarks[0]


def test_a_keyring_that_is_not_installed_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring_store, "_keyring", lambda: None)
    chosen = Settings(settings.folders, key_store="keyring")
    assert "not installed" in found(chosen).remarks[0]
