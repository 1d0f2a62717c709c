"""How long a question waits for a model that does not answer yet: pure policy, no clock of its own."""

from __future__ import annotations

from enum import StrEnum

from breadtui.domain.errors import BreadError, NeverSent, NotFound, RateLimited, ServerFailed
from breadtui.values import dataclass, replace

NOT_SERVED_SECONDS = 60.0
"""A model may be complete a while before it is served. Source: the API contract, model ready."""
NOT_SERVED_STEP_SECONDS = 3.0
LIMITED_FIRST_SECONDS = 5.0
LIMITED_GROWTH = 1.5
LIMITED_LONGEST_SECONDS = 120.0
LIMITED_TOTAL_SECONDS = 600.0
UNSENT_STEP_SECONDS = 1.0
UNSENT_TRIES = 3


class Why(StrEnum):
    """What is waited for."""

    NOT_SERVED = "its bake is complete, the model is not served yet"
    UNAVAILABLE = "the service is not available"
    LIMITED = "the service asks for fewer calls"
    UNSENT = "no connection"


@dataclass(frozen=True, slots=True)
class Wait:
    """A wait before the question is put again; `left_seconds` is how long that may go on in all."""

    why: Why
    seconds: float
    left_seconds: float
    error: BreadError


@dataclass(frozen=True, slots=True)
class Patience:
    """What was waited so far for one answer."""

    served_seconds: float = 0.0
    limited_seconds: float = 0.0
    limited_count: int = 0
    unsent_count: int = 0

    def after(self, error: BreadError, *, is_complete: bool) -> tuple[Patience, Wait] | None:
        """The wait that a refusal is met with; None where asking again is no use, or for no longer.

        `is_complete` says that the model's bake is complete, so that a model which is not there will be.
        """
        match error:
            case NotFound() if is_complete:
                return self._served(Why.NOT_SERVED, error, None)
            case ServerFailed(status=503):
                return self._served(Why.UNAVAILABLE, error, error.retry_after_seconds)
            case RateLimited():
                return self._limited(error)
            case NeverSent() if self.unsent_count < UNSENT_TRIES:
                left = (UNSENT_TRIES - self.unsent_count) * UNSENT_STEP_SECONDS
                wait = Wait(Why.UNSENT, UNSENT_STEP_SECONDS, left, error)
                return replace(self, unsent_count=self.unsent_count + 1), wait
            case _:
                return None

    def _served(self, why: Why, error: BreadError, asked_seconds: float | None) -> tuple[Patience, Wait] | None:
        left = NOT_SERVED_SECONDS - self.served_seconds
        seconds = NOT_SERVED_STEP_SECONDS if asked_seconds is None else max(asked_seconds, 0.5)
        if left <= 0 or seconds > left:
            return None
        return replace(self, served_seconds=self.served_seconds + seconds), Wait(why, seconds, left, error)

    def _limited(self, error: RateLimited) -> tuple[Patience, Wait] | None:
        left = LIMITED_TOTAL_SECONDS - self.limited_seconds
        usual = min(LIMITED_FIRST_SECONDS * LIMITED_GROWTH**self.limited_count, LIMITED_LONGEST_SECONDS)
        seconds = usual if error.retry_after_seconds is None else max(error.retry_after_seconds, 0.5)
        if left <= 0 or seconds > left:
            return None
        moved = replace(self, limited_seconds=self.limited_seconds + seconds, limited_count=self.limited_count + 1)
        return moved, Wait(Why.LIMITED, seconds, left, error)
