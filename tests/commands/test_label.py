"""`breadtui label`: read and changed without the service, in the team's file or the account's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from breadtui.cli.main import main
from breadtui.commands import exits


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, folder in (("CONFIG", "config"), ("STATE", "state")):
        monkeypatch.setenv(f"BREADTUI_{name}_DIR", str(tmp_path / folder))
    monkeypatch.setenv("BREAD_API_KEY", "sk-label-0123456789")
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)


def test_a_star_and_a_note_are_kept_and_read_again(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    words = ["label", "yoda/v7", "--star", "--tag", "best", "--note", "ship it", "--json"]
    assert main(words) == exits.OK
    said = json.loads(capsys.readouterr().out)
    wanted = {"repo_name": "yoda", "kind": "bake", "name": "v7", "star": True, "hide": False}
    assert said == {**wanted, "tags": ["best"], "note": "ship it"}
    assert len(list((tmp_path / "config" / "labels").glob("*.toml"))) == 1
    assert main(["label", "yoda/v7", "--unstar", "--untag", "best", "--note", ""]) == exits.OK
    assert capsys.readouterr().out.split() == ["bake", "yoda/v7", "-"]


def test_all_labels_are_listed_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["yoda/v7/183", "--star"], ["yoda", "--hide"], ["yoda/teach", "--kind", "prompt", "--tag", "x"]):
        assert main(["label", *words]) == exits.OK
    capsys.readouterr()
    assert main(["label"]) == exits.OK
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["checkpoint", "yoda/v7/183", "starred"],
        ["prompt", "yoda/teach", "#x"],
        ["repo", "yoda", "hidden"],
    ]


def test_a_teams_file_needs_no_key(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("BREAD_API_KEY")
    assert main(["label", "yoda/v7", "--star"]) == exits.NOT_AUTHORISED
    Path(".breadtui").mkdir()
    assert main(["label", "yoda/v7", "--star"]) == exits.OK
    assert "yoda.bakes.v7 = {star = true}" in Path(".breadtui/labels.toml").read_text()
    capsys.readouterr()


def test_reading_writes_no_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["label", "yoda/v7", "--json"]) == exits.OK
    assert json.loads(capsys.readouterr().out)["star"] is False
    assert not (tmp_path / "config" / "labels").exists()


@pytest.mark.parametrize("words", [["--star"], ["yoda/v7", "--tag", "two words"], ["yoda/v7", "--star", "--unstar"]])
def test_what_makes_no_sense_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["label", *words]) == exits.USAGE
    assert capsys.readouterr().err.startswith("breadtui: ")
    assert main(["label", "--json"]) == exits.OK
    assert json.loads(capsys.readouterr().out) == []


def test_a_line_that_is_not_understood_is_told_beside_the_outcome(capsys: pytest.CaptureFixture[str]) -> None:
    Path(".breadtui").mkdir()
    Path(".breadtui/labels.toml").write_text("hello\nyoda.bakes.v7 = {star = true}\n")
    assert main(["label"]) == exits.OK
    said = capsys.readouterr()
    assert "line 1: not understood" in said.err
    assert said.out.split() == ["bake", "yoda/v7", "starred"]
