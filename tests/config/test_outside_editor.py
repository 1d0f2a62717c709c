"""Which editor is opened, and the private file it is given."""

import stat
from pathlib import Path

import pytest

from breadtui.config.outside_editor import NoEditor, editor_words, put_for_editor


@pytest.fixture
def path(tmp_path: Path) -> str:
    for name in ("vi", "my ed", "code"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o700)
    return str(tmp_path)


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({}, ["vi"]),
        ({"EDITOR": "code --wait -n"}, ["code", "--wait", "-n"]),
        ({"VISUAL": "'my ed' -f", "EDITOR": "code"}, ["my ed", "-f"]),
        ({"VISUAL": "  ", "EDITOR": "code"}, ["code"]),
    ],
)
def test_visual_comes_before_editor_and_both_before_vi(path: str, environ: dict[str, str], words: list[str]) -> None:
    assert editor_words({"PATH": path, **environ}) == words


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({"EDITOR": "gone -x"}, r"'gone' of \$EDITOR"),
        ({"VISUAL": "code 'half"}, r"\$VISUAL cannot be understood: no closing quotation"),
        ({"PATH": ""}, r"'vi'; set \$VISUAL"),
        ({"EDITOR": "''"}, "there is no editor"),
    ],
)
def test_an_editor_that_cannot_be_opened_is_told_by_its_variable(path: str, environ: dict[str, str], says: str) -> None:
    with pytest.raises(NoEditor, match=says):
        editor_words({"PATH": path, **environ})


def test_the_file_is_its_owners_alone_and_tells_the_prompt_by_its_name(tmp_path: Path) -> None:
    made = put_for_editor(tmp_path / "state", "repo--../a b\x1b/" + "é" * 200, "md", b"text")
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    assert made.parent == tmp_path / "state" / "editing"
    assert made.name.startswith("repo--.._a_b_.")
    assert made.read_bytes() == b"text"
    assert put_for_editor(tmp_path / "state", "repo--x", "md", b"") != put_for_editor(
        tmp_path / "state", "x", "md", b""
    )


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    with pytest.raises(OSError, match="state"):
        put_for_editor(tmp_path / "state", "x", "md", b"")
