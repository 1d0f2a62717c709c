"""Question templates beside an `input.yml`: read, checked, and never from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from breadtui.config.bgit_templates import MOST_TEMPLATE_BYTES, NoTemplate, with_templates
from breadtui.domain.json_values import JsonObject

GOOD = "Write ${numq} questions for ${prompt_u}"


def asked(path: str) -> JsonObject:
    return {"generators": [{"type": "oneshot_qs", "template_path": path}, {"type": "persona"}, "odd"], "x": 1}


def test_the_text_is_sent_with_the_name_of_the_file_alone(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "q.txt").write_text(GOOD)
    found = with_templates(asked("templates/q.txt"), tmp_path)
    assert found == {
        "generators": [
            {"type": "oneshot_qs", "template_path": "q.txt", "template_content": GOOD},
            {"type": "persona"},
            "odd",
        ],
        "x": 1,
    }
    assert with_templates({"x": 1}, tmp_path) == {"x": 1}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"no variables", "lacks"),
        (b"\xff${numq}${prompt_u}", "not UTF-8"),
        (GOOD.encode() + b"x" * MOST_TEMPLATE_BYTES, "larger than 1 MB"),
        (None, "No such file"),
    ],
)
def test_a_template_that_cannot_be_sent_is_named(tmp_path: Path, content: bytes | None, says: str) -> None:
    if content is not None:
        (tmp_path / "q.txt").write_bytes(content)
    with pytest.raises(NoTemplate, match=f"q.txt.*{says}"):
        with_templates(asked("q.txt"), tmp_path)


def test_files_outside_the_folder_are_not_read(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "secret").write_text(GOOD)
    (inner / "link").symlink_to(tmp_path / "secret")
    for path in ("../secret", str(tmp_path / "secret"), "link"):
        with pytest.raises(NoTemplate, match="outside"):
            with_templates(asked(path), inner)
