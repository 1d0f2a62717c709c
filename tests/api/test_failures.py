"""Refusals by status and envelope: each becomes one named failure with the service's own words."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.api.answer import Answer
from breadtui.api.failures import failure_of, refusal_of, title_of
from breadtui.domain import errors
from breadtui.domain.errors import BreadError, Invalid, NotBread, RateLimited, ServerFailed
from breadtui.domain.names import RepoName
from tests.api.service import page, refused, service

NOW = datetime(2026, 11, 24, tzinfo=UTC)
REPO = RepoName("demo")


def failure(status: int, body: bytes = b"", **headers: str) -> BreadError | None:
    spelled = {name.replace("_", "-"): value for name, value in headers.items()}
    return failure_of(Answer(status, httpx.Headers(spelled), body), NOW)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, errors.Invalid),
        (401, errors.Unauthorized),
        (402, errors.OutOfCredit),
        (403, errors.Forbidden),
        (404, errors.NotFound),
        (405, errors.NotSupported),
        (407, errors.NotBread),
        (408, errors.ServerFailed),
        (409, errors.Conflict),
        (410, errors.NotFound),
        (413, errors.Invalid),
        (418, errors.ServerFailed),
        (422, errors.Invalid),
        (425, errors.ServerFailed),
        (429, errors.RateLimited),
        (500, errors.ServerFailed),
        (503, errors.ServerFailed),
        (599, errors.ServerFailed),
        (999, errors.ServerFailed),
        (304, errors.NotBread),
        (101, errors.NotBread),
    ],
)
def test_each_status_has_its_failure(status: int, kind: type[BreadError]) -> None:
    found = failure(status, b'{"message": "no", "code": "C"}')
    assert type(found) is kind
    assert found.status == status


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_any_2xx_is_no_failure(status: int) -> None:
    assert failure(status) is None


@pytest.mark.parametrize(
    ("body", "message", "code"),
    [
        (b'{"message": "m", "code": "RESOURCE_CONFLICT"}', "m", "RESOURCE_CONFLICT"),
        (b'{"message": "m", "code": null}', "m", None),
        (b'{"error": "m"}', "m", None),
        (b'{"error": {"message": "m", "type": "t", "param": null, "code": "c"}}', "m", "c"),
        (b'{"error": {"message": "m", "code": 400}}', "m", "400"),
        (b'{"detail": "m"}', "m", None),
        (b'{"detail": {"message": "m", "code": "c"}}', "m", "c"),
        (b'"m"', "m", None),
        (b"\xef\xbb\xbfplain m", "plain m", None),
        (b'{"message": 3}', "400 Bad Request", None),
        (b"[1]", "400 Bad Request", None),
        (b'{"message": "cut', "400 Bad Request", None),
        (b"", "400 Bad Request", None),
        (b"[" * 50_000, "400 Bad Request", None),
        (b'{"message": "\\u001b]0;x\\u0007"}', "\x1b]0;x\x07", None),
    ],
)
def test_all_envelopes_give_one_sentence(body: bytes, message: str, code: str | None) -> None:
    found = failure(400, body)
    assert found is not None
    assert (found.message, found.code) == (message, code)


def test_a_schema_complaint_names_its_fields() -> None:
    body = (
        b'{"detail": [{"loc": ["body", "overrides", "generators", 0, "numq"], "msg": "too small", "type": "t"},'
        b' {"loc": ["query", "limit"]}, "odd", 7]}'
    )
    found = failure(422, body)
    assert isinstance(found, Invalid)
    assert found.fields == {"overrides.generators.0.numq": "too small", "limit": "not accepted"}
    assert found.message == "overrides.generators.0.numq: too small; limit: not accepted; odd"


def test_an_inference_error_names_its_parameter() -> None:
    found = failure(400, b'{"error": {"message": "too hot", "param": "temperature", "code": null}}')
    assert isinstance(found, Invalid)
    assert found.fields == {"temperature": "too hot"}


@pytest.mark.parametrize("status", [401, 403, 404, 405, 400, 409])
async def test_a_web_page_is_not_bread_and_only_its_title_is_told(status: int) -> None:
    with pytest.raises(NotBread) as caught:
        await service(page(status, "Log in &amp; pay\n twice")).api().repo(REPO)
    assert caught.value.message.endswith(": Log in & pay")
    assert "secret" not in caught.value.message


async def test_a_web_page_as_success_is_not_bread() -> None:
    with pytest.raises(NotBread, match="Captive"):
        await service(page(200, "Captive")).api().repo(REPO)


async def test_a_gateways_page_for_a_sick_service_is_a_failure_of_the_service() -> None:
    with pytest.raises(ServerFailed) as caught:
        await service(page(502, "Bad Gateway")).api().repo(REPO)
    assert caught.value.message == "Bad Gateway"


async def test_a_huge_error_is_kept_by_its_beginning_only() -> None:
    body = b"x" * 5_000_000
    with pytest.raises(Invalid) as caught:
        await service(httpx.Response(400, content=body)).api().repo(REPO)
    assert len(caught.value.message) == 64_000


async def test_an_error_whose_body_is_cut_keeps_its_status() -> None:
    with pytest.raises(errors.Unauthorized):
        await service(httpx.Response(401, content=b"{", headers={"content-length": "99"})).api().repo(REPO)


async def test_the_wait_the_service_asks_for_is_told() -> None:
    with pytest.raises(RateLimited) as caught:
        await service(refused(429, retry_after="700")).api().repo(REPO)
    assert caught.value.retry_after_seconds == 700
    with pytest.raises(ServerFailed) as failed:
        await service(refused(503, retry_after="99999")).api().repo(REPO)
    assert failed.value.retry_after_seconds == 3600


def test_a_title_is_one_short_line() -> None:
    assert title_of("<TITLE lang=x> a\nb </TITLE>") == "a"
    assert len(title_of(f"<title>{'y' * 999}</title>")) == 120
    assert title_of("<p>none") == ""


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["error", "detail", "message", "loc", "msg"]), inner)
    ),
)


@given(JSON)
def test_any_json_is_a_refusal_of_some_words(body: object) -> None:
    assert isinstance(refusal_of(body).message, str)
