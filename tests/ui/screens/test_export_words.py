"""What may follow `export`."""

import pytest

from breadtui.ui.present.export_forms import FORMS
from breadtui.ui.screens.words.charts import CHART_FORMS
from breadtui.ui.screens.words.exports import ENDINGS, parse_export


@pytest.mark.parametrize(
    ("rest", "form", "file"),
    [
        ("markdown", "markdown", ""),
        ("markdown notes.txt", "markdown", "notes.txt"),
        ("json a b.yml", "json", "a b.yml"),
        ("md", "markdown", ""),
        ("yml out", "yaml", "out"),
        ("teach.md", "markdown", "teach.md"),
        ("~/my notes/teach.YAML", "yaml", "~/my notes/teach.YAML"),
        ("curve.svg", "svg", "curve.svg"),
        (".md", ".md", ""),
        ("word file", "word", "file"),
        ("archive.zip", "archive.zip", ""),
        ("", "", ""),
    ],
)
def test_a_form_and_a_file_or_a_file_that_says_its_form(rest: str, form: str, file: str) -> None:
    assert parse_export(rest) == (form, file)


def test_every_ending_stands_for_a_form_that_there_is() -> None:
    assert set(ENDINGS.values()) <= {*FORMS, *CHART_FORMS}
    assert all(parse_export(name).form == name for name in (*FORMS, *CHART_FORMS))
