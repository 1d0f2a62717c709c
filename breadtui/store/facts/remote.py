"""Something asked of the service: not yet, on its way, here, or refused with the last value kept."""

from __future__ import annotations

from datetime import datetime
from typing import Generic, TypeAlias, TypeVar

from breadtui.domain.errors import BreadError
from breadtui.values import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NotAsked:
    """Nobody wanted it yet."""


@dataclass(frozen=True, slots=True)
class Loading(Generic[T]):
    """Asked for; `last` is what was known before, if anything."""

    last: Ready[T] | None = None


@dataclass(frozen=True, slots=True)
class Ready(Generic[T]):
    """The value, and when it was seen."""

    value: T
    at: datetime


@dataclass(frozen=True, slots=True)
class Failed(Generic[T]):
    """The last try failed at `at`; `last` stays on the screen with its age."""

    error: BreadError
    at: datetime
    last: Ready[T] | None = None


Remote: TypeAlias = NotAsked | Loading[T] | Ready[T] | Failed[T]
NOT_ASKED = NotAsked()


def last_ready(remote: Remote[T]) -> Ready[T] | None:
    """The last value with its time, whatever happened since."""
    match remote:
        case NotAsked():
            return None
        case Ready():
            return remote
        case Loading(last) | Failed(_, _, last):
            return last


def value_of(remote: Remote[T]) -> T | None:
    """The last value, whatever happened since."""
    ready = last_ready(remote)
    return None if ready is None else ready.value


def loading(remote: Remote[T]) -> Loading[T]:
    """The same, asked again."""
    return Loading(last_ready(remote))


def failed(remote: Remote[T], error: BreadError, at: datetime) -> Failed[T]:
    """The same, after a try that failed."""
    return Failed(error, at, last_ready(remote))
