"""`breadtui keys`: every key by the name of its action, and what may keep it from arriving."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from breadtui.cli.opening import open_typed
from breadtui.ui.action_names import ACTION_NAMES


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BREADTUI_CONFIG_DIR", str(tmp_path))
    monkeypatch.delenv("BREAD_API_KEY", raising=False)
    return tmp_path / "config.toml"


def test_all_keys_are_printed_without_a_key_of_the_service(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not config.exists()
    assert open_typed(["keys"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {line.split()[0] for line in lines if line} >= ACTION_NAMES
    (zoom,) = (line for line in lines if line.startswith("board.zoom_out "))
    assert zoom.split()[1] == "-"
    assert "  prompt.save: ctrl+s is flow control (stop) on some terminals; f2 does the same" in lines
    assert any(line.startswith("  app.palette: ctrl+p is docker's detach keys; it has no other key") for line in lines)


def test_words_leave_what_has_all_of_them(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert open_typed(["keys", "BOARD", "zoom"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["board.zoom_in", "board.zoom_out"]


def test_own_keys_are_marked_and_their_clashes_told(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config.write_text('[keys]\n"item.star" = "P"\n"item.sart" = "f6"\n')
    assert open_typed(["keys", "item.star"]) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines()[0].split()[:2] == ["item.star", "*P"]
    assert "  item.star: P is also the key of view.pause" in printed.out.splitlines()
    assert '"item.sart" is no action; did you mean "item.star"?' in printed.err


def test_programs_get_all_of_it_as_json(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config.write_text('[keys]\n"item.star" = "P"\n')
    assert open_typed(["keys", "--json", "item.star"]) == 0
    told = json.loads(capsys.readouterr().out)
    (action,) = told["actions"]
    assert (action["id"], action["keys"], action["is_own"]) == ("item.star", ["P"], True)
    assert told["conflicts"] == [{"id": "item.star", "key": "P", "taker": "view.pause", "other": ""}]


def test_a_configuration_that_cannot_be_read_is_told(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config.write_text("[keys\n")
    assert open_typed(["keys"]) == 2
    assert "config.toml" in capsys.readouterr().err
