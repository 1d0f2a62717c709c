"""Bodies of calls as a person may read them: JSON laid out, what is secret hidden, what is missing said."""

from __future__ import annotations

from breadtui.domain.calls import KeptBody
from breadtui.domain.json_layout import laid_out
from breadtui.domain.secrecy import without_secrets


def body_text(body: KeptBody) -> str:
    """What is kept of a body as text, nothing secret in it; empty where nothing is kept."""
    return without_secrets(_decoded(body))


def laid_out_body(body: KeptBody) -> str:
    """The same with a line for each value where it is JSON."""
    return laid_out(body_text(body))


def size_words(body: KeptBody) -> str:
    """How much of it there is: `412 B`, `the first 16,384 of 1,203,311 B`, `no body`."""
    if not body.whole_bytes:
        return "no body"
    if not body.start:
        return f"{body.whole_bytes:,} B, no longer kept"
    return f"the first {len(body.start):,} of {body.whole_bytes:,} B" if body.is_cut else f"{body.whole_bytes:,} B"


def _decoded(body: KeptBody) -> str:
    start = body.start
    if b"\0" in start[:1000]:
        return f"(not a text: {body.whole_bytes:,} bytes)"
    text = start.decode("utf-8", errors="replace")
    # A cut may go through a character.
    return text.rstrip("\ufffd") if body.is_cut else text
