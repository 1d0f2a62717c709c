"""What looks secret is hidden wherever it stands, and nothing else is."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.secrecy import HIDDEN, path_without_secrets, without_secrets

PRESIGNED = (
    "https://weights.example/ada/coder/v1.tar?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAEXAMPLE%2F2026"
    "&X-Amz-Date=20261124T120000Z&X-Amz-Expires=3600&X-Amz-Signature=0123456789abcdef"
)


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ('{"api_key": "hunter2hunter2"}', "hunter2"),
        ('{"X-Api-Key" : "hunter2"}', "hunter2"),
        ('{"config": {"aws_secret_access_key":"abc\\"def"}}', "abc"),
        (r'{"content": "{\"password\": \"hunter2\"}"}', "hunter2"),
        ('{"Authorization": "Bearer abcdef123456"}', "abcdef"),
        ("Authorization: Bearer abcdef123456", "abcdef"),
        ("Authorization: Bearer onlyletters", "onlyletters"),
        ("authorization=token onlyletters", "onlyletters"),
        ("use sk-test-0123456789abcdef here", "0123456789"),
        ("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "eyJzdWIi"),
        ("https://ada:hunter2@host/x", "hunter2"),
        (r'"https:\/\/ada:hunter2@host\/x"', "hunter2"),
        ("-----BEGIN PRIVATE KEY-----\nMIIabc\n-----END PRIVATE KEY-----", "MIIabc"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIabc", "MIIabc"),
    ],
)
def test_what_looks_secret_is_hidden(text: str, secret: str) -> None:
    shown = without_secrets(text)
    assert secret not in shown
    assert HIDDEN in shown


def test_a_presigned_address_keeps_all_but_what_signs_it() -> None:
    shown = without_secrets(json.dumps({"url": PRESIGNED}))
    assert "0123456789abcdef" not in shown
    assert "AKIAEXAMPLE" not in shown
    assert "X-Amz-Expires=3600" in shown
    assert "https://weights.example/ada/coder/v1.tar?" in shown
    assert json.loads(shown)["url"].startswith("https://")


def test_escaped_ampersands_part_parameters_too() -> None:
    shown = without_secrets(PRESIGNED.replace("&", r"\u0026"))
    assert "0123456789abcdef" not in shown
    assert r"\u0026X-Amz-Expires=3600\u0026" in shown


@given(st.integers(min_value=1, max_value=len(PRESIGNED)))
def test_a_cut_address_tells_nothing_either(length: int) -> None:
    shown = without_secrets(PRESIGNED[:length])
    assert not any(shown.endswith(part) for part in ("=0123456789abcdef"[:4], "=AKIA"))


@pytest.mark.parametrize(
    "text",
    [
        '{"max_tokens": 512, "tokens": 12, "token_count": "9"}',
        '{"content": "the password is a secret, the bearer of bad news"}',
        '{"model_name": "ada/yoda_repo/coder_v7/183"}',
        '{"loss": 1.4e-07, "lr": 0.00091}',
        "/v1/repo/coder/targets/sk-it/stim?offset=100&limit=100",
    ],
)
def test_what_only_talks_about_secrets_stays(text: str) -> None:
    assert without_secrets(text) == text


@pytest.mark.parametrize(
    "part", ["\\", "a", '"', "_", "eyJ", "eyJ-", "sk-", "://", "bearer ", "-----BEGIN ", '"a_', "?sig"]
)
def test_a_text_made_to_take_long_is_read_through(part: str) -> None:
    text = part * (200_000 // len(part))
    assert len(without_secrets(text)) <= 2 * len(text)


def test_an_empty_field_stays_empty() -> None:
    assert without_secrets('{"api_key": ""}') == '{"api_key": ""}'


def test_a_query_of_a_path_tells_no_token() -> None:
    assert path_without_secrets("/v1/x?token=abc&limit=5") == f"/v1/x?token={HIDDEN}&limit=5"


@given(st.dictionaries(st.sampled_from(["api_key", "password", "client_secret", "access_token"]), st.text(min_size=3)))
def test_json_stays_json_and_every_secret_field_is_hidden(fields: dict[str, str]) -> None:
    shown = json.loads(without_secrets(json.dumps(fields)))
    assert set(shown.values()) <= {HIDDEN}
