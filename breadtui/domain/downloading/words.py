"""Downloads in words: sizes, paces, spans, and one line for each."""

from __future__ import annotations

from breadtui.domain.downloading.downloads import PIPE, Download, Standing

_UNITS = ((1_000_000_000_000, "TB"), (1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB"))


def size_words(count_bytes: float) -> str:
    """Three digits and a unit: `3.15 MB`, `999 B`."""
    for unit_bytes, name in _UNITS:
        if count_bytes >= unit_bytes:
            figure = count_bytes / unit_bytes
            digits = 2 if figure < 10 else 1 if figure < 100 else 0
            return f"{figure:.{digits}f} {name}"
    return f"{int(count_bytes)} B"


def span_words(seconds: float) -> str:
    """`45s`, `12m`, `1h04m`, `3d`."""
    whole = int(seconds + 0.5)
    if whole < 100:
        return f"{whole}s"
    minutes = whole // 60
    if minutes < 60:
        return f"{minutes}m"
    return f"{minutes // 60}h{minutes % 60:02d}m" if minutes < 48 * 60 else f"{minutes // 1440}d"


def amount_words(download: Download) -> str:
    """`1.2 GB of 3.1 GB`, `1.2 GB` where the size is unknown, `3.1 GB` where all is there."""
    done = size_words(download.done_bytes)
    if download.total_bytes is None or download.standing is Standing.DONE:
        return done
    return f"{done} of {size_words(download.total_bytes)}"


def pace_words(download: Download) -> str:
    """`12 MB/s ~4m`; empty where it does not move."""
    if download.standing is not Standing.RUNNING or download.bytes_per_second is None:
        return ""
    left = download.seconds_left
    pace = f"{size_words(download.bytes_per_second)}/s"
    return pace if left is None else f"{pace} ~{span_words(left)}"


def end_words(download: Download) -> str:
    """What is told once it is there, with the check that it passed; the names are raw."""
    check = f"checked by {download.checked}" if download.checked else "unverified: nothing to check it by"
    where = "went into the pipe" if download.place == PIPE else f"are at {download.place}"
    return f"the weights of {download.about} {where} ({size_words(download.done_bytes)}, {check})"
