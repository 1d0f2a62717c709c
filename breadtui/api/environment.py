"""What the environment says about certificates and proxies, checked before it can surface as a crash."""

from __future__ import annotations

import importlib.util
import ipaddress
import ssl
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import certifi
import httpx

from breadtui.api.origin import Origin, OriginProblem

_CA_VARIABLES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
_PROXY_VARIABLES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")


def check_environment(origin: Origin, environ: Mapping[str, str]) -> None:
    """Look for the traps in the environment. Raises: OriginProblem with one sentence that names the variable."""
    if origin.is_loopback:
        return
    check_proxies(environ)
    if origin.url.startswith("https:"):
        tls_context(environ)


def check_proxies(environ: Mapping[str, str]) -> None:
    """Look at the proxy variables alone. Raises: OriginProblem where httpx could not work with one."""
    for variable in _PROXY_VARIABLES:
        if value := environ.get(variable, "").strip():
            _check_proxy(variable, value)
    for variable in ("NO_PROXY", "no_proxy"):
        for host in environ.get(variable, "").split(","):
            _check_exception(variable, host.strip())


def tls_context(environ: Mapping[str, str]) -> ssl.SSLContext:
    """Trust in the file or folder the environment names, else in the system's store and the bundled one together.

    Read once as long as the environment names the same. Raises: OriginProblem where what is named is missing or holds
    no certificate.
    """
    for variable in (*_CA_VARIABLES, "SSL_CERT_DIR"):
        if place := environ.get(variable, ""):
            return _context_of(variable, place)
    return _context_of("", "")


@lru_cache(maxsize=1)
def _context_of(variable: str, place: str) -> ssl.SSLContext:
    """Three hundred certificates are fifty milliseconds: checked before the start, and used for each client."""
    if variable:
        return _trusting(variable, Path(place))
    context = ssl.create_default_context()
    context.load_verify_locations(cafile=certifi.where())
    return context


def proxy_variable(origin: Origin, environ: Mapping[str, str]) -> str | None:
    """The variable whose proxy stands between here and the origin, for messages; None without one."""
    if origin.is_loopback or environ.get("NO_PROXY") == "*" or environ.get("no_proxy") == "*":
        return None
    scheme = urlsplit(origin.url).scheme
    names = (f"{scheme}_proxy", f"{scheme.upper()}_PROXY", "all_proxy", "ALL_PROXY")
    return next((name for name in names if environ.get(name)), None)


def _trusting(variable: str, place: Path) -> ssl.SSLContext:
    if not place.exists():
        raise OriginProblem(f"{variable} names {place}, which does not exist.")
    try:
        if place.is_dir():
            return ssl.create_default_context(capath=str(place))
        return ssl.create_default_context(cafile=str(place))
    except (OSError, ValueError):  # ssl.SSLError is an OSError
        raise OriginProblem(f"{variable} names {place}, which holds no certificates that can be read.") from None


def _check_proxy(variable: str, value: str) -> None:
    address = value if "://" in value else f"http://{value}"
    try:
        proxy = httpx.Proxy(address)
    except (ValueError, httpx.InvalidURL):
        raise OriginProblem(f"{variable} does not name a proxy that can be used.") from None
    if proxy.url.scheme.startswith("socks") and importlib.util.find_spec("socksio") is None:
        raise OriginProblem(f"{variable} names a SOCKS proxy, which needs the package 'socksio' to be installed.")


def _check_exception(variable: str, entry: str) -> None:
    """Build the address that httpx builds of an entry, which it cannot for brackets and IPv6 ranges."""
    try:
        httpx.URL(_pattern_of(entry))
    except (httpx.InvalidURL, UnicodeError):
        raise OriginProblem(f"{variable} holds the entry '{entry}', which cannot be read; take it out.") from None


def _pattern_of(entry: str) -> str:
    if "://" in entry:
        return entry
    try:
        version = ipaddress.ip_address(entry.split("/", maxsplit=1)[0]).version
    except ValueError:
        return f"all://*{entry}"
    return f"all://{entry}" if version == 4 else f"all://[{entry}]"
