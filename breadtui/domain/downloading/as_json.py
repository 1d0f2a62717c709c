"""Downloads as JSON and back: for the queue on disk, and for programs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from breadtui.domain.downloading.downloads import Download, Standing
from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey, Phase, RepoName


def download_to_json(download: Download) -> dict[str, Json]:
    """All of it."""
    return {
        "repo": download.key.repo,
        "bake": download.key.name,
        "checkpoint": download.checkpoint,
        "place": download.place,
        "standing": download.standing.value,
        "words": download.words,
        "done_bytes": download.done_bytes,
        "total_bytes": download.total_bytes,
        "bytes_per_second": download.bytes_per_second,
        "checked": download.checked,
        "sha256": download.sha256,
        "is_replacing": download.is_replacing,
        "is_unpacking": download.is_unpacking,
        "unpacked_to": download.unpacked_to,
        "asked_at": download.asked_at.isoformat(),
        "ended_at": None if download.ended_at is None else download.ended_at.isoformat(),
    }


def download_from_json(value: Json) -> Download | None:
    """The download again; None where the text is not ours."""
    if not isinstance(value, Mapping):
        return None
    texts = {name: text for name in _TEXTS if isinstance(text := value.get(name), str)}
    checkpoint, asked_at = value.get("checkpoint"), _moment(value.get("asked_at"))
    if len(texts) != len(_TEXTS) or not isinstance(checkpoint, int) or asked_at is None:
        return None
    if texts["standing"] not in set(Standing):
        return None
    done, total, pace = value.get("done_bytes"), value.get("total_bytes"), value.get("bytes_per_second")
    return Download(
        JobKey(RepoName(texts["repo"]), Phase.BAKE, texts["bake"]),
        checkpoint,
        texts["place"],
        asked_at,
        Standing(texts["standing"]),
        texts["words"],
        done if isinstance(done, int) else 0,
        total if isinstance(total, int) else None,
        float(pace) if isinstance(pace, int | float) else None,
        checked=texts["checked"],
        sha256=texts["sha256"],
        is_replacing=bool(value.get("is_replacing")),
        is_unpacking=bool(value.get("is_unpacking")),
        unpacked_to=unpacked_to if isinstance(unpacked_to := value.get("unpacked_to"), str) else "",
        ended_at=_moment(value.get("ended_at")),
    )


_TEXTS = ("repo", "bake", "place", "standing", "words", "checked", "sha256")


def _moment(value: Json) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
