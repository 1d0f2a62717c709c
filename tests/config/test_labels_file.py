"""The file of labels on disk: found, read only when it moved, written without losing what others wrote."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from breadtui.config.labels_file import LabelsFile, is_team_file, labels_path
from breadtui.domain.labels.labels import Label, LabelChange
from breadtui.domain.names import JobKey, Phase, RepoName

V7 = JobKey(RepoName("yoda"), Phase.BAKE, "v7")
STARRED = LabelChange(is_starred=True)


def test_a_teams_folder_is_found_from_below_and_goes_before_the_accounts_file(tmp_path: Path) -> None:
    below = tmp_path / "work" / "deep"
    below.mkdir(parents=True)
    config = tmp_path / "config"
    assert labels_path(below, config, "a1") == config / "labels" / "a1.toml"
    (tmp_path / "work" / ".breadtui").mkdir()
    found = labels_path(below, config, "a1")
    assert found == tmp_path / "work" / ".breadtui" / "labels.toml"
    assert is_team_file(found)


def test_the_home_folder_ends_the_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".breadtui").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    assert not is_team_file(labels_path(tmp_path, tmp_path / "c", "a1"))


def test_the_accounts_own_file_is_private_and_a_teams_keeps_its_mode(tmp_path: Path) -> None:
    own = LabelsFile(tmp_path / "labels" / "a1.toml")
    own.change({V7: STARRED})
    assert own.path.stat().st_mode & 0o777 == 0o600
    team = LabelsFile(tmp_path / ".breadtui" / "labels.toml")
    team.change({V7: STARRED})
    assert team.path.stat().st_mode & 0o777 == 0o644
    team.path.chmod(0o664)
    team.change({V7: LabelChange(note="x")})
    assert team.path.stat().st_mode & 0o777 == 0o664


def test_a_file_that_did_not_move_is_not_read_again(tmp_path: Path) -> None:
    file = LabelsFile(tmp_path / "labels.toml")
    first = file.read()
    assert first is not None
    assert dict(first.read.labels) == {}
    assert file.read(first.stamp) is None
    file.change({V7: STARRED})
    again = file.read(first.stamp)
    assert again is not None
    assert again.read.labels == {V7: Label(is_starred=True)}
    assert file.read(again.stamp) is None


def test_nothing_is_written_where_nothing_changes(tmp_path: Path) -> None:
    file = LabelsFile(tmp_path / "labels.toml")
    file.change({V7: LabelChange(is_starred=False)})
    assert not file.path.exists()
    file.change({V7: STARRED})
    stamp = file.stamp()
    file.change({V7: STARRED})
    assert file.stamp() == stamp


def test_what_somebody_wrote_meanwhile_stays(tmp_path: Path) -> None:
    file = LabelsFile(tmp_path / "labels.toml")
    file.change({V7: STARRED})
    file.path.write_text("# ours\n" + file.path.read_text() + 'yoda.repo = {note = "hello"}\n')
    file.change({V7: LabelChange(note="mine")})
    text = file.path.read_text()
    assert text.startswith("# ours\n")
    assert 'note = "hello"' in text
    assert 'yoda.bakes.v7 = {star = true, note = "mine"}' in text


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "real.toml"
    real.write_text("# real\n")
    (tmp_path / "labels.toml").symlink_to(real)
    LabelsFile(tmp_path / "labels.toml").change({V7: STARRED})
    assert (tmp_path / "labels.toml").is_symlink()
    assert "v7" in real.read_text()


def test_a_teams_link_that_leads_out_of_its_folder_is_not_followed(tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("precious\n")
    work = tmp_path / "work" / ".breadtui"
    work.mkdir(parents=True)
    (work / "labels.toml").symlink_to(mine)
    with pytest.raises(PermissionError, match="leads out"):
        LabelsFile(work / "labels.toml").change({V7: STARRED})
    assert mine.read_text() == "precious\n"
    linked = tmp_path / "other"
    linked.mkdir()
    (linked / ".breadtui").symlink_to(tmp_path / "config", target_is_directory=True)
    (tmp_path / "config").mkdir()
    with pytest.raises(PermissionError):
        LabelsFile(linked / ".breadtui" / "labels.toml").change({V7: STARRED})


def test_many_writers_lose_nothing(tmp_path: Path) -> None:
    def write(name: str) -> None:
        for number in range(10):
            LabelsFile(tmp_path / "labels.toml").change(
                {JobKey(RepoName("yoda"), Phase.BAKE, f"{name}{number}"): STARRED}
            )

    writers = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    found = LabelsFile(tmp_path / "labels.toml").read()
    assert found is not None
    assert len(found.read.labels) == 40
    assert found.read.problems == ()


def test_bytes_that_are_no_text_lose_no_other_line(tmp_path: Path) -> None:
    path = tmp_path / "labels.toml"
    path.write_bytes(b"\xff\xfe\nyoda.bakes.v7 = {star = true}\n")
    found = LabelsFile(path).read()
    assert found is not None
    assert found.read.labels == {V7: Label(is_starred=True)}
