"""The transcript as files for a bug report: a page of Markdown, or an HTTP archive that browsers' tools open."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlsplit

from breadtui.domain.call_texts import body_text, laid_out_body, size_words
from breadtui.domain.calls import ApiCall, KeptBody, is_tried_again
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.secrecy import path_without_secrets, without_secrets


def calls_markdown(calls: Sequence[ApiCall], program: str) -> str:
    """All calls as a table, and below it each that did not end well, with its bodies.

    `program` is its name and version. Times are UTC; nothing secret is in it.
    """
    lines = [f"# Calls to the service, by {program}", "", _counts(calls), ""]
    lines += ["| at (UTC) | method | path | ended | ms | sent | got | try |", "|---|---|---|---|--:|--:|--:|--:|"]
    lines += [_table_row(call, is_again=is_tried_again(calls, call)) for call in calls]
    for call in calls:
        if not call.is_fine:
            lines += ["", *call_markdown(call).splitlines()]
    return "\n".join(lines) + "\n"


def call_markdown(call: ApiCall) -> str:
    """One call as a section: what was asked, how it ended, both bodies."""
    lines = [f"## `{call.method} {_in_code(path_without_secrets(call.path))}`", ""]
    lines.append(
        f"{call.outcome} after {call.milliseconds:.0f} ms at {call.at:%Y-%m-%d %H:%M:%S} UTC, try {call.attempt}"
    )
    lines += [f"- `{name}: {_in_code(without_secrets(word))}`" for name, word in call.words]
    for title, body in (("Request", call.sent), ("Response", call.received)):
        lines += ["", f"{title}: {size_words(body)}"]
        if body.start:
            text = laid_out_body(body)
            fence = "`" * max(3, _longest_run(text) + 1)
            lines += ["", f"{fence}json", *text.splitlines(), fence]
    return "\n".join(lines) + "\n"


def calls_har(calls: Sequence[ApiCall], base_url: str, program: str, version: str) -> str:
    """All calls as an HTTP archive (HAR 1.2), nothing secret in it; bodies that were cut say so in a comment."""
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(base_url))
    entries = [_entry(call, origin) for call in calls]
    log: JsonObject = {"version": "1.2", "creator": {"name": program, "version": version}, "entries": entries}
    return json.dumps({"log": log}, indent=1, ensure_ascii=False) + "\n"


def _entry(call: ApiCall, origin: str) -> JsonObject:
    path = path_without_secrets(call.path)
    query: list[Json] = [{"name": name, "value": value} for name, value in parse_qsl(urlsplit(path).query)]
    sent = call.sent.whole_bytes
    posted: JsonObject = {"postData": {"mimeType": "application/json", "text": body_text(call.sent)}} if sent else {}
    status = int(call.outcome) if call.outcome.isdecimal() else 0
    kind = next((word for name, word in call.words if name == "content-type"), "")
    content: JsonObject = {"size": call.received.whole_bytes, "mimeType": kind, "text": body_text(call.received)}
    common: JsonObject = {"httpVersion": "HTTP/1.1", "cookies": [], "headersSize": -1}
    headers: list[Json] = [{"name": name, "value": without_secrets(word)} for name, word in call.words]
    request: JsonObject = {"method": call.method, "url": origin + path, "headers": [], "queryString": query}
    response: JsonObject = {"status": status, "statusText": call.outcome, "headers": headers, "redirectURL": ""}
    return {
        "startedDateTime": call.at.isoformat(),
        "time": round(call.milliseconds, 3),
        "request": {**common, **request, **posted, "bodySize": call.sent_bytes},
        "response": {
            **common,
            **response,
            "content": {**content, **_comment(call.received)},
            "bodySize": call.received_bytes,
        },
        "cache": {},
        "timings": {"send": 0, "wait": round(call.milliseconds, 3), "receive": 0},
        "comment": f"try {call.attempt}",
    }


def _comment(body: KeptBody) -> JsonObject:
    return {"comment": size_words(body)} if body.is_cut else {}


def _counts(calls: Sequence[ApiCall]) -> str:
    failed = sum(not call.is_fine for call in calls)
    again = sum(call.attempt > 1 for call in calls)
    return f"{len(calls)} calls, {failed} did not end well, {again} were tries after the first."


def _table_row(call: ApiCall, *, is_again: bool) -> str:
    attempt = f"{call.attempt}, then again" if is_again else str(call.attempt)
    path = path_without_secrets(call.path).replace("|", "%7C")
    figures = f"{call.milliseconds:.0f} | {call.sent_bytes} | {call.received_bytes}"
    return f"| {call.at:%H:%M:%S} | {call.method} | `{_in_code(path)}` | {call.outcome} | {figures} | {attempt} |"


def _in_code(text: str) -> str:
    return text.replace("`", "'").replace("\n", " ")


def _longest_run(text: str) -> int:
    longest = run = 0
    for character in text:
        run = run + 1 if character == "`" else 0
        longest = max(longest, run)
    return longest
