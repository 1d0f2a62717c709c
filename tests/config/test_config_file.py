"""The configuration file: what it may say, and how a slip is told."""

from pathlib import Path

import pytest

from breadtui.config.config_file import LARGEST_FILE_BYTES, MARKERS, THEMES, ConfigFile, parse_config, read_config
from breadtui.config.problem import ConfigProblem
from breadtui.ui import themes
from breadtui.ui.screens.words import charts

PATH = Path("/home/ada/config.toml")

WHOLE = """
profile = "work"
theme = "bread-light"
markers = "block"
mouse = false
read_only = true
key_store = "keyring"
journal_megabytes = 20
download_folder = "/srv/models"
download_rate = "2.5 MB/s"
poll.overview_seconds = 90
keys."tree.fold" = "space"

[profiles.work]
base_url = "https://bread.example"
read_only = true
theme = "bread-mono"
"""


def test_every_key_of_the_file_is_read() -> None:
    file = parse_config(WHOLE, PATH)
    assert (file.profile, file.theme, file.has_mouse, file.is_read_only) == ("work", "bread-light", False, True)
    assert (file.key_store, file.markers) == ("keyring", "block")
    assert file.poll_seconds == {"overview_seconds": 90.0}
    assert file.journal_megabytes == 20
    assert file.download_folder == Path("/srv/models")
    assert file.download_bytes_per_second == 2_500_000
    assert file.keys == {"tree.fold": "space"}
    profile = file.profiles["work"]
    assert (profile.base_url, profile.is_read_only, profile.theme) == ("https://bread.example", True, "bread-mono")


def test_the_themes_a_file_may_name_are_those_there_are() -> None:
    assert set(THEMES) == {*(theme.name for theme in themes.THEMES), "auto"}


def test_the_markers_a_file_may_name_are_those_there_are() -> None:
    assert set(MARKERS) == set(charts.MARKERS)


def test_a_folder_below_the_home_is_found_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    assert parse_config('download_folder = "~/models"', PATH).download_folder == Path("/home/ada/models")


@pytest.mark.parametrize("text", ["", "# nothing\n", "\r\n"])
def test_a_file_that_says_nothing_is_all_defaults(text: str) -> None:
    assert parse_config(text, PATH) == ConfigFile()


@pytest.mark.parametrize(
    ("text", "line", "key", "allowed"),
    [
        ('\ntheme = "pink"', 2, "theme", "bread-dark"),
        ('markers = "crayon"', 1, "markers", 'one of "braille", "block", "ascii"'),
        ("mouse = 1", 1, "mouse", "true or false"),
        ("colour = 1", 1, "colour", "theme"),
        ('key_store = "cloud"', 1, "key_store", "keyring"),
        ("journal_megabytes = 2", 1, "journal_megabytes", "5 to 100000"),
        ('download_folder = "models"', 1, "download_folder", "a folder from / or ~ on"),
        ('download_folder = "~nobody-there/models"', 1, "download_folder", "a folder from / or ~ on"),
        ('download_rate = "fast"', 1, "download_rate", "5M"),
        ("download_folder = 1", 1, "download_folder", "text in quotes"),
        ('journal_megabytes = "much"', 1, "journal_megabytes", "whole number"),
        ("[poll]\nbake_seconds = 0.5", 2, "poll.bake_seconds", "1 to 86400"),
        ("[poll]\nbake_seconds = nan", 2, "poll.bake_seconds", "1 to 86400"),
        ("[poll]\nbake_seconds = true", 2, "poll.bake_seconds", "seconds"),
        ("[poll]\nbake = 5", 2, "poll.bake", "bake_seconds"),
        ("poll.bake = 5", 1, "poll.bake", "bake_seconds"),
        ("poll = 5", 1, "poll", "[poll]"),
        ('[profiles.work]\nurl = "x"', 2, "profiles.work.url", "base_url"),
        ("[profiles.work]\nbase_url = 3", 2, "profiles.work.base_url", "text in quotes"),
        ('[profiles."../x"]', 1, "profiles.../x", "letters"),
        ("[keys]\nfold = 3", 2, "keys.fold", "text in quotes"),
        ('profile = "home"', 1, "profile", "default"),
    ],
)
def test_a_wrong_value_is_told_with_file_line_key_and_what_is_allowed(
    text: str, line: int, key: str, allowed: str
) -> None:
    with pytest.raises(ConfigProblem) as caught:
        parse_config(text, PATH)
    sentence = caught.value.sentence
    assert f"{PATH}, line {line}:" in sentence
    assert repr(key) in sentence
    assert allowed in sentence


def test_a_slip_in_the_writing_is_told_with_its_line() -> None:
    with pytest.raises(ConfigProblem, match=r"config\.toml: not valid TOML: .*line 2"):
        parse_config("mouse = true\ntheme = dark", PATH)


def test_a_slip_in_the_writing_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("theme = dark")
    with pytest.raises(ConfigProblem):
        read_config(path)
    assert path.read_text() == "theme = dark"


@pytest.mark.parametrize("content", [b"\x00\x01", b"\xff\xfe", b"#" * (LARGEST_FILE_BYTES + 1)])
def test_a_file_that_is_no_text_is_set_aside_and_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(content)
    file = read_config(path)
    (aside,) = tmp_path.iterdir()
    assert aside.name.startswith("config.toml.broken-")
    assert aside.name in file.remarks[0]


def test_no_file_is_all_defaults(tmp_path: Path) -> None:
    assert read_config(tmp_path / "none" / "config.toml") == ConfigFile()


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "config.toml").mkdir()
    assert "cannot be read" in read_config(tmp_path / "config.toml").remarks[0]


def test_a_byte_order_mark_is_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbfmouse = false\r\n")
    assert read_config(path).has_mouse is False
