"""Certificates on loopback: a good one is trusted by its named issuer, each bad one is told by its fault."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from breadtui.api.client import HttpApi
from breadtui.api.origin import origin_of
from breadtui.domain.errors import NeverSent
from tests.api.service import PlainKey

OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(OPENSSL is None, reason="needs the openssl command to make certificates")

PAST, LONG_PAST, FAR, FARTHER = "20210101000000Z", "20200101000000Z", "20390101000000Z", "20400101000000Z"
HERE = "DNS:localhost,IP:127.0.0.1"
CERTIFICATES = {
    "good": (HERE, PAST, FAR),
    "expired": (HERE, LONG_PAST, PAST),
    "early": (HERE, FAR, FARTHER),
    "foreign": ("DNS:else.example", PAST, FAR),
}
ISSUER = """[ca]
default_ca=d
[d]
database=index
new_certs_dir=.
serial=serial
default_md=sha256
policy=p
unique_subject=no
[p]
commonName=supplied
"""
ANSWER = b'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{"status":"healthy"}'


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificates")
    new_key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
    openssl(folder, f"req -x509 {new_key} -keyout ca.key -out ca.pem -subj /CN=ca -days 3")
    (folder / "issuer").write_text(ISSUER, encoding="ascii")
    (folder / "index").touch()
    (folder / "serial").write_text("01", encoding="ascii")
    for name, (names, start, end) in CERTIFICATES.items():
        (folder / "names").write_text(f"subjectAltName={names}", encoding="ascii")
        openssl(folder, f"req -new {new_key} -keyout {name}.key -out {name}.csr -subj /CN={name}")
        openssl(
            folder,
            f"ca -batch -config issuer -in {name}.csr -out {name}.pem -cert ca.pem -keyfile ca.key -extfile names"
            f" -startdate {start} -enddate {end}",
        )
    return folder


def openssl(folder: Path, command: str) -> None:
    subprocess.run([str(OPENSSL), *command.split()], cwd=folder, check=True, capture_output=True)


@asynccontextmanager
async def served(folder: Path, name: str) -> AsyncIterator[HttpApi]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(ANSWER)
            await writer.drain()
        except (asyncio.IncompleteReadError, OSError):
            return
        finally:
            writer.close()

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    api = HttpApi(origin_of(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"), PlainKey())
    try:
        yield api
    finally:
        await api.aclose()
        server.close()
        await server.wait_closed()


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"])
async def test_a_named_issuer_is_trusted(certificates: Path, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv(variable, str(certificates / "ca.pem"))
    async with served(certificates, "good") as api:
        assert (await api.health()).status == "healthy"


@pytest.mark.parametrize(
    ("name", "words"), [("expired", "has expired"), ("early", "check the clock"), ("foreign", "is not for 127.0.0.1")]
)
async def test_a_bad_certificate_is_told_by_its_fault(
    certificates: Path, monkeypatch: pytest.MonkeyPatch, name: str, words: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates / "ca.pem"))
    async with served(certificates, name) as api:
        with pytest.raises(NeverSent, match=words):
            await api.health()


async def test_an_unknown_issuer_is_told_with_what_to_do(certificates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(variable, raising=False)
    async with served(certificates, "good") as api:
        with pytest.raises(NeverSent, match="SSL_CERT_FILE"):
            await api.health()
