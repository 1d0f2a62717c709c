"""Calls as curl, Python, Markdown and HTTP archive: they can be made again, and hold nothing secret."""

from __future__ import annotations

import json
import shlex

import pytest

from breadtui.domain.calls import ApiCall, KeptBody
from breadtui.export.call_snippets import curl_call, python_call
from breadtui.export.snippets import NoSnippet
from breadtui.export.tables.calls_page import call_markdown, calls_har, calls_markdown
from tests.fakes.calls import AT, a_call, some_calls

BASE = "http://127.0.0.1:8000/prefix"
SENT = {"prompt_name": "it's", "messages": [{"role": "user", "content": "a\nb $HOME"}]}


def test_a_read_as_curl() -> None:
    assert curl_call(a_call("/prefix/v1/repo?limit=5"), BASE) == (
        "curl -sS -H \"Authorization: Bearer $BREAD_API_KEY\" 'http://127.0.0.1:8000/prefix/v1/repo?limit=5'"
    )


def test_a_write_as_curl_sends_exactly_what_was_sent() -> None:
    words = shlex.split(curl_call(a_call(method="POST", sent=SENT), BASE))
    assert words[words.index("-X") + 1] == "POST"
    assert json.loads(words[words.index("--data") + 1]) == SENT


def test_a_write_as_python_compiles_and_holds_the_body() -> None:
    script = python_call(a_call("/prefix/v1/repo", method="PUT", sent=SENT), BASE)
    compile(script, "call.py", "exec")
    assert "client.put('/v1/repo', cast_to=object, body=" in script
    assert repr(SENT) in script


def test_what_was_cut_is_not_passed_off_as_whole() -> None:
    call = ApiCall(AT, "POST", "/v1/repo", "200", 1.0, 50_000, 0, sent=KeptBody(b'{"a', 50_000))
    for write in (curl_call, python_call):
        with pytest.raises(NoSnippet, match="only the beginning"):
            write(call, BASE)


def test_a_page_has_a_row_for_each_call_and_a_section_for_what_failed() -> None:
    page = calls_markdown(some_calls(), "breadtui 1")
    assert "5 calls, 2 did not end well, 1 were tries after the first." in page
    assert page.count("\n| 1") == 5
    assert "1, then again" in page
    assert page.count("\n## ") == 2
    assert '"message": "there is another"' in page


def test_backticks_in_a_body_do_not_end_its_block() -> None:
    page = call_markdown(a_call(received={"text": "```\nhello\n````"}))
    assert "`````json" in page


def test_an_archive_is_as_tools_expect_it() -> None:
    log = json.loads(calls_har(some_calls(), BASE, "breadtui", "1"))["log"]
    assert (log["version"], len(log["entries"])) == ("1.2", 5)
    post = log["entries"][3]
    assert post["request"]["method"] == "POST"
    assert json.loads(post["request"]["postData"]["text"])["prompt_name"] == "teacher"
    assert (post["response"]["status"], post["request"]["url"]) == (409, "http://127.0.0.1:8000/v1/repo/coder/prompts")
    assert log["entries"][4]["request"]["queryString"] == [{"name": "expires_in", "value": "3600"}]


def test_no_form_tells_what_signs_an_address() -> None:
    calls = some_calls()
    texts = [calls_markdown(calls, ""), calls_har(calls, BASE, "", ""), *map(call_markdown, calls)]
    assert all("0123456789abcdef" not in text for text in texts)
    assert "X-Amz-Expires=3600" in texts[1]
