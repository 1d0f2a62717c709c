"""A download as a row, and all that is known of it below."""

from __future__ import annotations

from breadtui.domain.downloading.downloads import Download, Standing
from breadtui.ui.present.download_lines import about_lines, download_line
from tests.fakes.states import NOW, a_key


def a_download(standing: Standing, words: str, done_bytes: int) -> Download:
    return Download(a_key("v1"), 1, "/home/ada/v1.tar.gz", NOW, standing, words, done_bytes, 9_000)


def row(download: Download, width: int) -> str:
    return "".join(span.text for span in download_line(download, width))


def test_why_it_does_not_move_begins_in_its_row() -> None:
    held = a_download(Standing.HELD, "no room: 7.00 kB are to come, 3.10 kB are free", 2_000)
    for width in (80, 120):
        assert row(held, width).rstrip().endswith("  no room: 7.00 kB …")
        assert len(row(held, width)) <= width
    paused = a_download(Standing.PAUSED, "no room: as it was", 2_000)
    assert "no room" not in row(paused, 120)


def test_one_that_came_whole_and_spoilt_says_that_it_is_fetched_anew() -> None:
    spoilt = a_download(Standing.FAILED, "its md5 is 5eeb0d6b, the store's ETag says b3681fd5", 9_000)
    assert about_lines(spoilt, 120)[-1] == "r fetches it anew; what is there is kept in .part beside it"
    cut = a_download(Standing.FAILED, "the line is cut", 2_000)
    assert about_lines(cut, 120)[-1] == "7.00 kB are to come; what is there is kept in .part beside it"
