"""A call of the transcript as what one types elsewhere to make it again; the key is never in it."""

from __future__ import annotations

import json
import shlex
from urllib.parse import urlsplit

from breadtui.domain.call_texts import body_text
from breadtui.domain.calls import ApiCall
from breadtui.domain.secrecy import path_without_secrets
from breadtui.export.snippets import KEY_VARIABLE, PRODUCTION, NoSnippet


def curl_call(call: ApiCall, base_url: str) -> str:
    """A command line that makes the call; the shell puts the key in.

    Raises: NoSnippet where only the beginning of what was sent is kept.
    """
    body = _sent(call)
    method = "" if call.method == "GET" else f" -X {shlex.quote(call.method)}"
    content = f" -H 'Content-Type: application/json' --data {shlex.quote(body)}" if body else ""
    address = shlex.quote(_origin(base_url) + path_without_secrets(call.path))
    return f'curl -sS{method} -H "Authorization: Bearer ${KEY_VARIABLE}"{content} {address}'


def python_call(call: ApiCall, base_url: str) -> str:
    """A script on the official client that makes the call; the client finds the key itself.

    Raises: NoSnippet where only the beginning of what was sent is kept.
    """
    body = _sent(call)
    prefix = urlsplit(base_url or PRODUCTION).path.rstrip("/")
    path = path_without_secrets(call.path).removeprefix(prefix)
    where = "" if base_url in {"", PRODUCTION} else f"base_url={base_url!r}"
    content = f", body={_literal(body)}" if body else ""
    return (
        "from aibread import Bread\n\n"
        f"client = Bread({where})  # the key is read from {KEY_VARIABLE}\n"
        f"found = client.{call.method.lower()}({path!r}, cast_to=object{content})\n"
        "print(found)\n"
    )


def _sent(call: ApiCall) -> str:
    if call.sent.is_cut:
        raise NoSnippet("only the beginning of what was sent is kept" if call.sent.start else "what was sent is gone")
    return body_text(call.sent)


def _literal(body: str) -> str:
    try:
        return repr(json.loads(body))
    except (ValueError, RecursionError):
        raise NoSnippet("what was sent is no JSON") from None


def _origin(base_url: str) -> str:
    parts = urlsplit(base_url or PRODUCTION)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
