"""What is typed of downloads."""

from __future__ import annotations

import pytest

from breadtui.ui.screens.words.downloads import (
    USAGE,
    DownloadWish,
    NotADownload,
    download_completions,
    file_begun,
    parse_download,
)

BAKES = ("yoda/v1", "yoda/v2")


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("", DownloadWish()),
        ("yoda/v1", DownloadWish("yoda", "v1")),
        ("v1", DownloadWish("", "v1")),
        ("yoda/v1@354", DownloadWish("yoda", "v1", 354)),
        ("v1@354", DownloadWish("", "v1", 354)),
        ("yoda/v1 --checkpoint 7", DownloadWish("yoda", "v1", 7)),
        ("--checkpoint 7", DownloadWish(checkpoint=7)),
        ("yoda/v1 --force --unpack", DownloadWish("yoda", "v1", is_forced=True, is_unpacking=True)),
        ("-o my models/v1 --force.tgz", DownloadWish(file="my models/v1 --force.tgz")),
        ("v1 -o k.tgz --unpack", DownloadWish("", "v1", file="k.tgz", is_unpacking=True)),
        ("v1 -o a b --force  --checkpoint 7 ", DownloadWish("", "v1", 7, "a b", is_forced=True)),
        ("yoda/v1 --unpack -o ~/models/", DownloadWish("yoda", "v1", file="~/models/", is_unpacking=True)),
    ],
)
def test_a_wish_is_read_from_the_line(text: str, wish: DownloadWish) -> None:
    assert parse_download(text) == wish


@pytest.mark.parametrize(
    "text",
    [
        *("yoda/v1 yoda/v2", "--checkpoint", "--checkpoint x", "--checkpoint -1", "--checkpoint 9999999999999999"),
        *(
            "yoda/v1@3 --checkpoint 3",
            "-o",
            "yoda/v1 -o  ",
            "v1 -o  --force",
            "v1 -o x --checkpoint x",
            "--quickly",
            "-x",
        ),
    ],
)
def test_what_means_nothing_is_told_how_it_would(text: str) -> None:
    with pytest.raises(NotADownload, match=r"^download ") as caught:
        parse_download(text)
    assert str(caught.value) == USAGE


def test_a_line_goes_on_with_bakes_then_options_then_files() -> None:
    assert download_completions("download yoda/", BAKES, ()) == ("download yoda/v1", "download yoda/v2")
    assert download_completions("download yoda/v1 --", BAKES, ()) == (
        "download yoda/v1 --checkpoint ",
        "download yoda/v1 --force",
        "download yoda/v1 --unpack",
    )
    assert download_completions("download v1 -o mo", BAKES, ("models/",)) == ("download v1 -o models/",)
    assert download_completions("downloads", BAKES, ()) is None
    assert (file_begun("download v1 -o mo"), file_begun("download v1"), file_begun("rows -o x")) == ("mo", None, None)
