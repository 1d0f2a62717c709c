"""The object store behind the download links: signed, resumable, without a key."""

import hmac
import re
from typing import NamedTuple
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from breadtui.demo.forging import REVISION
from breadtui.demo.routes import world_of
from breadtui.demo.weights import Archive, archive, signature

LAST_MODIFIED = "Thu, 01 Jan 2026 00:00:00 GMT"

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Span(NamedTuple):
    """A part of an archive: the first byte and the one after the last."""

    start: int
    stop: int


async def get_weights(request: Request) -> Response:
    """Send an archive or the part of it that is asked for."""
    refused = _refused(request)
    if refused is not None:
        return refused
    params = request.path_params
    stored = archive(params["repo"], params["bake"], int(params["checkpoint"]), request.scope.get(REVISION, 0))
    headers = {"etag": stored.etag, "accept-ranges": "bytes", "last-modified": LAST_MODIFIED}
    size = len(stored.content)
    wanted = _wanted_range(request, stored)
    if wanted is None:
        return Response(stored.content, 200, headers, media_type="application/gzip")
    span = span_of(wanted, size)
    if span is None:
        return _refusal(416, "InvalidRange", {"content-range": f"bytes */{size}"})
    headers["content-range"] = f"bytes {span.start}-{span.stop - 1}/{size}"
    return Response(stored.content[span.start : span.stop], 206, headers, media_type="application/gzip")


def span_of(wanted: re.Match[str], size: int) -> Span | None:
    """Resolve a byte range against a size; None when it lies outside."""
    first, last = wanted.groups()
    if not first:
        return Span(max(0, size - int(last)), size) if int(last) > 0 else None
    stop = min(size, int(last) + 1) if last else size
    return Span(int(first), stop) if int(first) < stop else None


def _wanted_range(request: Request, stored: Archive) -> re.Match[str] | None:
    header = request.headers.get("range", "")
    wanted = _RANGE.fullmatch(header.replace(" ", ""))
    condition = request.headers.get("if-range")
    if wanted is None or wanted.groups() == ("", ""):
        return None
    return wanted if condition in (None, stored.etag, LAST_MODIFIED) else None


def _refused(request: Request) -> Response | None:
    if "authorization" in request.headers:
        # Object stores refuse a signed link that comes with a key, which shows a client that leaks it.
        return _refusal(400, "InvalidArgument", message="Only one auth mechanism allowed")
    expires = request.query_params.get("Expires", "")
    if not re.fullmatch(r"[0-9]{1,15}", expires):
        return _refusal(403, "AccessDenied")
    expected = signature(request.app.state.secret, request.scope["path"], int(expires))
    given = request.query_params.get("Signature", "")
    if not hmac.compare_digest(expected.encode(), given.encode("utf-8", "replace")):
        return _refusal(403, "SignatureDoesNotMatch")
    if world_of(request).wall_seconds() >= int(expires):
        return _refusal(403, "AccessDenied", message="Request has expired")
    return None


def _refusal(
    status: int, code: str, headers: dict[str, str] | None = None, *, message: str = "Access Denied"
) -> Response:
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<Error><Code>{escape(code)}</Code><Message>{escape(message)}</Message></Error>"
    )
    return Response(body, status, headers, media_type="application/xml")


ROUTES = (Route("/weights/{repo}/{bake}/{checkpoint:int}.tar.gz", get_weights, methods=["GET"]),)
