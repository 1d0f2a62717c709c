"""Where the service is: the base address, made safe before anything is sent to it."""

from __future__ import annotations

import ipaddress
import re

import httpx

from breadtui.values import dataclass

PRODUCTION = "https://bapi.bread.com.ai"

_HOST = re.compile(r"(?:[A-Za-z0-9_-]{1,63}\.)*[A-Za-z0-9_-]{1,63}\.?|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*")


class OriginProblem(ValueError):
    """The address or the environment cannot work; the text is one sentence naming what to change."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A base address without trailing slash, e.g. `https://host:8443/prefix`; it never holds a password."""

    url: str
    host: str
    is_loopback: bool

    def address_of(self, path: str) -> httpx.URL:
        """The whole address of a path that begins with a slash and is encoded already."""
        return httpx.URL(self.url + path)

    def is_same(self, url: httpx.URL) -> bool:
        """The other address has the same scheme, host and port."""
        return _place(httpx.URL(self.url)) == _place(url)


def origin_of(text: str | None, *, allow_plain_http: bool = False) -> Origin:
    """The origin that a base address stands for; none or an empty one is the production service.

    Raises: OriginProblem for anything but https (plain http is for loopback, or where `allow_plain_http` says so),
    and for addresses with a password, a query or no host.
    """
    url = _parsed((text or "").strip() or PRODUCTION)
    loopback = _is_loopback(url.host)
    _refuse_extras(url)
    if url.scheme == "http" and not (loopback or allow_plain_http):
        raise OriginProblem(f"The address of {url.host} must begin with https:// or the key would travel in clear.")
    return Origin(url=str(url).rstrip("/"), host=url.netloc.decode("ascii"), is_loopback=loopback)


def _parsed(text: str) -> httpx.URL:
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, UnicodeError):
        raise OriginProblem("The base address is not a valid one; it looks like https://host/prefix.") from None
    if url.scheme not in {"http", "https"} or not url.host:
        raise OriginProblem("The base address must begin with https:// and name a host.")
    if not _HOST.fullmatch(url.raw_host.decode("ascii")):
        raise OriginProblem("The base address names a host that cannot exist.")
    return url


def _refuse_extras(url: httpx.URL) -> None:
    if url.userinfo:
        raise OriginProblem("The base address holds a user name or password; take it out, the key is enough.")
    if url.query or url.fragment:
        raise OriginProblem("The base address ends in a query or fragment; it must be host and path only.")


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _place(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port
