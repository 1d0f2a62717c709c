"""The base address and the environment: they work, or one sentence says what to change."""

from __future__ import annotations

import contextlib
import ssl
from pathlib import Path

import certifi
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.api.environment import check_environment, proxy_variable, tls_context
from breadtui.api.origin import OriginProblem, origin_of

BREAD = origin_of("https://bread.example")
LOOPBACK = origin_of("http://127.0.0.1:8000")


@pytest.mark.parametrize("text", [None, "", "  "])
def test_no_address_is_production(text: str | None) -> None:
    assert origin_of(text).url == "https://bapi.bread.com.ai"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://bread.example/", "https://bread.example"),
        (" https://bread.example/a/b/ ", "https://bread.example/a/b"),
        ("https://bread.example:8443", "https://bread.example:8443"),
        ("http://localhost:1", "http://localhost:1"),
        ("http://127.9.9.9", "http://127.9.9.9"),
        ("http://[::1]:80/x", "http://[::1]/x"),
    ],
)
def test_addresses_that_work(text: str, url: str) -> None:
    assert origin_of(text).url == url


@pytest.mark.parametrize(
    "text",
    [
        "http://bread.example",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
        "bread.example",
        "ftp://bread.example",
        "file:///etc",
        "https://",
        "https://me:hunter2@bread.example",
        "https://me@bread.example",
        "https://bread.example?x=1",
        "https://bread.example#x",
        f"https://{'x' * 64}.example",
        "https://a..b",
        "https://bread.example:port",
        "https://bread example",
    ],
)
def test_addresses_that_are_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(OriginProblem) as caught:
        origin_of(text)
    assert str(caught.value).endswith(".")
    assert "hunter2" not in str(caught.value)


def test_plain_http_to_a_host_needs_somebody_to_allow_it() -> None:
    assert origin_of("http://bread.example", allow_plain_http=True).url == "http://bread.example"


@given(st.text())
def test_any_text_is_an_origin_or_a_problem(text: str) -> None:
    with contextlib.suppress(OriginProblem):
        assert origin_of(text).url.startswith(("https://", "http://"))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("https://bread.example/x", True),
        ("https://bread.example:443/", True),
        ("http://bread.example/", False),
        ("https://bread.example:444/", False),
        ("https://bread.example.evil/", False),
    ],
)
def test_an_origin_is_scheme_host_and_port(other: str, same: bool) -> None:
    assert BREAD.is_same(httpx.URL(other)) is same


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SSL_CERT_FILE", "/nowhere/ca.pem"),
        ("REQUESTS_CA_BUNDLE", "/nowhere/ca.pem"),
        ("SSL_CERT_DIR", "/nowhere"),
        ("ALL_PROXY", "socks5://127.0.0.1:1080"),
        ("https_proxy", "gopher://x"),
        ("HTTPS_PROXY", "http://[::1"),
        ("NO_PROXY", "localhost,[::1]"),
        ("no_proxy", "localhost,fe80::/10"),
        ("NO_PROXY", "host:port"),
    ],
)
def test_a_trap_in_the_environment_is_named(variable: str, value: str) -> None:
    with pytest.raises(OriginProblem, match=variable):
        check_environment(BREAD, {variable: value})
    check_environment(LOOPBACK, {variable: value})


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"HTTPS_PROXY": "http://proxy.example:3128"},
        {"HTTPS_PROXY": "proxy.example:3128"},
        {"NO_PROXY": "*"},
        {"NO_PROXY": "localhost, .example.com,10.0.0.0/8,::1, host:80"},
    ],
)
def test_an_ordinary_environment_passes_here_and_in_httpx(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    check_environment(BREAD, environ)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    httpx.AsyncClient(verify=False)


def test_an_empty_certificate_file_is_named(tmp_path: Path) -> None:
    empty = tmp_path / "ca.pem"
    empty.touch()
    with pytest.raises(OriginProblem, match=r"SSL_CERT_FILE names .*ca\.pem"):
        tls_context({"SSL_CERT_FILE": str(empty)})


def test_a_named_certificate_file_is_trusted_instead_of_the_rest(tmp_path: Path) -> None:
    one = Path(certifi.where()).read_text(encoding="utf-8").split("-----END CERTIFICATE-----")[0]
    bundle = tmp_path / "ca.pem"
    bundle.write_text(one + "-----END CERTIFICATE-----\n", encoding="utf-8")
    context = tls_context({"REQUESTS_CA_BUNDLE": str(bundle)})
    assert len(context.get_ca_certs()) == 1
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert tls_context({"SSL_CERT_FILE": str(tmp_path)}).check_hostname


def test_without_a_named_file_the_bundled_certificates_count() -> None:
    assert len(tls_context({}).get_ca_certs()) > 50


def test_certificates_are_read_once_however_many_clients_trust_in_them(tmp_path: Path) -> None:
    assert tls_context({}) is tls_context({"SSL_CERT_FILE": ""})
    bundle = tmp_path / "bundle.pem"
    bundle.write_bytes(Path(certifi.where()).read_bytes())
    assert tls_context({"SSL_CERT_FILE": str(bundle)}) is not tls_context({})


def test_the_proxy_in_between_is_named() -> None:
    environ = {"HTTPS_PROXY": "http://proxy.example"}
    assert proxy_variable(BREAD, environ) == "HTTPS_PROXY"
    assert proxy_variable(BREAD, {**environ, "NO_PROXY": "*"}) is None
    assert proxy_variable(LOOPBACK, {"ALL_PROXY": "http://proxy.example"}) is None
    assert proxy_variable(BREAD, {}) is None
