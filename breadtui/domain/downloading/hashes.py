"""What a store says its file must hash to, in the headers that stores and proxies use."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

_MD5_TAG = r'"([0-9a-fA-F]{32})"'
_DIGEST = r"(?i)(sha-256|md5)=:?([A-Za-z0-9+/]+=*):?"
_OWN_KEYS = ("x-amz-server-side-encryption-customer-algorithm", "x-amz-server-side-encryption-aws-kms-key-id")


class HashKind(StrEnum):
    """How it is worked out, the surer first."""

    SHA256 = "sha256"
    MD5 = "md5"


class Hash(NamedTuple):
    """A hash of the whole file, in lower-case hexadecimal digits, and the header that tells it."""

    kind: HashKind
    digits: str
    source: str


def strong_etag(text: str) -> str:
    """The ETag if it is a strong one: a weak one does not promise the same bytes."""
    text = text.strip()
    return text if len(text) > 2 and text[0] == text[-1] == '"' else ""


def hashes_of(headers: Mapping[str, str]) -> tuple[Hash, ...]:
    """All that the headers of one answer tell of the whole file, surest first; header names in lower case.

    `content-md5` and `content-digest` are of the body as sent, which may be a part, and are left out. An ETag counts
    where it looks like an MD5, unless the file is encrypted under a key of its own, when it is none.
    """
    found = sorted(_told(headers), key=lambda one: list(HashKind).index(one.kind))
    return tuple(dict.fromkeys(found))


def _told(headers: Mapping[str, str]) -> Iterator[Hash]:
    yield from _decoded(HashKind.SHA256, headers.get("x-amz-checksum-sha256", ""), "x-amz-checksum-sha256")
    for name in ("repr-digest", "digest", "x-goog-hash"):
        for kind, text in re.findall(_DIGEST, headers.get(name, "")):
            yield from _decoded(HashKind.MD5 if kind.lower() == "md5" else HashKind.SHA256, text, name)
    tag = re.fullmatch(_MD5_TAG, headers.get("etag", "").strip())
    if tag is not None and not any(name in headers for name in _OWN_KEYS):
        yield Hash(HashKind.MD5, tag[1].lower(), "ETag")


def _decoded(kind: HashKind, text: str, source: str) -> Iterator[Hash]:
    """The hash in a base-64 text; nothing for one of another length, such as that of a file sent in parts."""
    try:
        raw = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        return
    if len(raw) == {HashKind.SHA256: 32, HashKind.MD5: 16}[kind]:
        yield Hash(kind, raw.hex(), source)
