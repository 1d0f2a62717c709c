"""A chain held against the service: what is done or runs already, and the preflight of what it would start."""

from __future__ import annotations

from breadtui.domain.chain.wish import ChainWish
from breadtui.domain.names import JobKey
from breadtui.domain.preflight.findings import Gate, Light, Preflight, worst
from breadtui.values import dataclass

_OPENNESS = (Gate.SHUT, Gate.NAME, Gate.ASK)


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """What a chain finds: jobs that are complete, that run and are waited for, and the starts it would send."""

    wish: ChainWish
    flights: tuple[Preflight, ...] = ()
    complete: tuple[JobKey, ...] = ()
    active: tuple[JobKey, ...] = ()

    @property
    def jobs(self) -> tuple[JobKey, ...]:
        """All that it is about, each once."""
        return (*self.complete, *self.active, *(flight.key for flight in self.flights))

    @property
    def light(self) -> Light:
        """The worst of its starts."""
        return worst(flight.light for flight in self.flights)

    @property
    def gate(self) -> Gate:
        """The least open of its starts' gates."""
        gates = {flight.gate for flight in self.flights}
        return next((gate for gate in _OPENNESS if gate in gates), Gate.ASK)

    @property
    def is_idle(self) -> bool:
        """There is nothing to start and nothing to wait for."""
        return not self.flights and not self.active
