"""What is said when the program ends."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from breadtui.domain.downloading.downloads import Download
from breadtui.domain.names import PromptKey
from breadtui.ui.present.clean import clean

_MOST_NAMED = 3


def kept_text(drafts: Collection[PromptKey], on_their_way: Collection[PromptKey] = ()) -> str:
    """Which prompts are unsaved and that their texts wait on this machine; nothing where all is saved.

    Of saves that are on their way nobody knows whether they arrive; their texts wait as well.
    """
    unsure = sorted(set(drafts) & set(on_their_way))
    unsaved = sorted(set(drafts) - set(on_their_way))
    said = [
        ("not saved, kept on this machine and shown again at the next start", unsaved),
        (
            "a save was on its way and may have arrived; the text is kept on this machine, saving again looks first",
            unsure,
        ),
    ]
    return "\n".join(f"breadtui: {words}: {_listed(keys)}" for words, keys in said if keys)


def left_text(downloads: Iterable[Download]) -> str:
    """What is said at the end of the program of downloads that it drove; nothing where there were none."""
    named = [
        clean(download.about) + (f" at {int(download.percent)}%" if download.percent is not None else "")
        for download in downloads
    ]
    if not named:
        return ""
    return f"breadtui: goes on with the next window or `breadtui record`: the download of {', '.join(named)}"


def _listed(keys: Sequence[PromptKey]) -> str:
    names = [clean(f"{key.repo}/{key.name}") for key in keys]
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
