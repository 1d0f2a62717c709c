"""What broke on the way: exceptions of sockets, TLS and HTTP as named failures with one sentence each."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

import httpx

from breadtui.api.bodies import CUT
from breadtui.api.retry import TLS
from breadtui.domain.errors import BreadError, NeverSent, NotBread, Unreachable

BREAKS = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, UnicodeError)
"""All that a send may raise; `breakage_of` turns each into a failure of ours."""

_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_UNKNOWN_ISSUER = frozenset({18, 19, 20, 21})
_CLOSED = ("disconnected", "closed connection", "incomplete chunked")


def breakage_of(error: Exception, host: str) -> BreadError:
    """The failure an exception stands for; `host` is how the place is named, never with a password."""
    if isinstance(error, httpx.TimeoutException):
        return _timeout(error, host)
    if isinstance(error, httpx.ProxyError):
        return NeverSent(f"the proxy did not let us through to {host}: {error}", code="proxy")
    if isinstance(error, httpx.RemoteProtocolError):
        return _protocol(error, host)
    if isinstance(error, httpx.ConnectError | OSError):
        return _connection(error, host)
    if isinstance(error, httpx.NetworkError):
        return Unreachable(f"the connection to {host} was cut", code=CUT)
    return NeverSent(f"the request to {host} could not be made", code="request")


def too_late(host: str, seconds: float) -> Unreachable:
    """The total deadline passed."""
    return Unreachable(f"no whole answer from {host} within {seconds:g} s", code="timeout")


def _timeout(error: httpx.TimeoutException, host: str) -> BreadError:
    if isinstance(error, httpx.PoolTimeout):
        return NeverSent(f"all connections to {host} are busy", code="timeout")
    if isinstance(error, httpx.ConnectTimeout):
        return NeverSent(f"{host} does not accept connections: it stayed silent", code="timeout")
    return Unreachable(f"{host} stopped answering", code="timeout")


def _protocol(error: httpx.RemoteProtocolError, host: str) -> BreadError:
    words = str(error).lower()
    if any(word in words for word in _CLOSED):
        return Unreachable(f"{host} closed the connection before its answer was whole", code=CUT)
    return NotBread(f"{host} does not answer in HTTP", code="protocol")


def _connection(error: Exception, host: str) -> BreadError:
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLError):
            return NeverSent(_tls_sentence(cause, host), code=TLS)
        if isinstance(cause, socket.gaierror):
            return NeverSent(f"cannot find the host {host}", code="dns")
        if isinstance(cause, ConnectionRefusedError):
            return NeverSent(f"{host} refused the connection", code="refused")
    return NeverSent(f"cannot connect to {host}", code="connect")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception and everything beneath it, groups included: several addresses fail as a group."""
    waiting: list[BaseException] = [error]
    seen: set[int] = set()
    while waiting:
        cause = waiting.pop(0)
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        waiting += [below for below in (cause.__cause__, cause.__context__) if below is not None]
        if isinstance(cause, BaseExceptionGroup):
            waiting += cause.exceptions


def _tls_sentence(error: ssl.SSLError, host: str) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _certificate_sentence(error.verify_code, host)
    reason = (error.reason or "").upper()
    if "WRONG_VERSION" in reason or "HTTP_REQUEST" in reason:
        return f"{host} does not speak TLS at this port"
    if "PROTOCOL" in reason:
        return f"{host} speaks only an outdated TLS"
    return f"no secure connection to {host} could be made"


def _certificate_sentence(verify_code: int, host: str) -> str:
    if verify_code == 10:
        return f"the certificate of {host} has expired"
    if verify_code == 9:
        return f"the certificate of {host} is not valid yet; check the clock of this machine"
    if verify_code in {62, 63, 64}:
        return f"the certificate is not for {host}"
    if verify_code in _UNKNOWN_ISSUER:
        return f"the certificate of {host} has an unknown issuer; name your network's own in SSL_CERT_FILE"
    return f"the certificate of {host} is not trusted"
