"""Which process a file of unsaved text belongs to, and whether that process still runs."""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
from collections.abc import Mapping
from enum import Enum
from functools import cache
from pathlib import Path

from breadtui.domain.json_values import Json, JsonObject
from breadtui.values import dataclass, parts_of

_START_FIELD = 19
_ENDED = frozenset({"Z", "X"})


class Standing(Enum):
    """How an owner stands to the process that asks."""

    SELF = "self"
    ALIVE = "alive"
    GONE = "gone"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Owner:
    """One process: its number, its machine, and its start as the kernel counts it (None where it does not say)."""

    pid: int
    host: str
    start: int | None

    @property
    def token(self) -> str:
        """Eight hexadecimal digits for a file name."""
        return hashlib.sha256(f"{self.host}\n{self.pid}\n{self.start}".encode()).hexdigest()[:8]

    def to_json(self) -> JsonObject:
        """What is kept in the file."""
        return parts_of(self)


def owner_from(json: Json) -> Owner | None:
    """The owner that a file names; None where it names none in a form we know."""
    if not isinstance(json, Mapping):
        return None
    pid, host, start = json.get("pid"), json.get("host"), json.get("start")
    if not isinstance(pid, int) or not isinstance(host, str) or not isinstance(start, int | None):
        return None
    return Owner(pid, host, start)


@cache
def _this_machine() -> str:
    """The machine's own number where it has one: a laptop's host name changes with the network."""
    with contextlib.suppress(OSError):
        if number := Path("/etc/machine-id").read_text(encoding="ascii", errors="replace").strip():
            return f"{number[:12]}/{_namespace()}"
    return socket.gethostname()


def _namespace() -> str:
    """Tells containers of one image apart: a process number means something only within its namespace."""
    with contextlib.suppress(OSError):
        return str(Path("/proc/self/ns/pid").readlink())
    return ""


def this_process() -> Owner:
    """The process that runs this."""
    pid = os.getpid()
    return Owner(pid, _this_machine(), _start_of(pid))


def standing_of(owner: Owner | None) -> Standing:
    """Whether the owner is us, lives beside us, is gone, or cannot be asked because it is on another machine."""
    if owner is None:
        return Standing.GONE
    if owner.host != _this_machine():
        return Standing.ELSEWHERE
    if owner == this_process():
        return Standing.SELF
    return Standing.ALIVE if _is_running(owner) else Standing.GONE


def _is_running(owner: Owner) -> bool:
    if os.name == "nt":  # signal 0 would end the process there
        return False
    try:
        os.kill(owner.pid, 0)
    except (ProcessLookupError, OverflowError, ValueError):
        return False
    except PermissionError:
        pass
    return owner.pid > 0 and _start_of(owner.pid) == owner.start


def _start_of(pid: int) -> int | None:
    """The start in clock ticks since boot, which tells a process from a later one with the same number.

    None of one that has ended and whose parent has not noticed yet.
    """
    with contextlib.suppress(OSError, ValueError, IndexError):
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        fields = status.rpartition(")")[2].split()
        return None if fields[0] in _ENDED else int(fields[_START_FIELD])
    return None
