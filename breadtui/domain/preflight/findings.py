"""The outcome of a preflight: lines, each with its light, and what the start would come to."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from breadtui.domain.names import JobKey
from breadtui.domain.preflight.estimates import NO_ESTIMATE, Estimate
from breadtui.values import dataclass


class Light(StrEnum):
    """Green is in order, amber is worth a thought, red stands against a start."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Finding(NamedTuple):
    """One line of a preflight. `is_certain` marks a red one after which the service is known to refuse."""

    light: Light
    text: str
    is_certain: bool = False


def good(text: str) -> Finding:
    """Something in order."""
    return Finding(Light.GREEN, text)


def doubtful(text: str) -> Finding:
    """Something worth a thought."""
    return Finding(Light.AMBER, text)


def bad(text: str) -> Finding:
    """Something against a start, which the service might carry out all the same."""
    return Finding(Light.RED, text)


def refused(text: str) -> Finding:
    """Something for which the service refuses a start. Source: the API contract, prerequisites of starting."""
    return Finding(Light.RED, text, is_certain=True)


class Gate(StrEnum):
    """How a start may be agreed to: by a yes, by typing the name, or not at all."""

    ASK = "ask"
    NAME = "name"
    SHUT = "shut"


@dataclass(frozen=True, slots=True)
class Preflight:
    """Whether one job should be started now; texts hold names as the service has them: clean before showing."""

    key: JobKey
    findings: tuple[Finding, ...]
    estimate: Estimate = NO_ESTIMATE

    @property
    def light(self) -> Light:
        """The worst of its lines."""
        return worst(finding.light for finding in self.findings)

    @property
    def gate(self) -> Gate:
        """Red needs the name typed; where the service is certain to refuse there is nothing to agree to."""
        if any(finding.is_certain for finding in self.findings):
            return Gate.SHUT
        return Gate.NAME if self.light is Light.RED else Gate.ASK

    def of(self, light: Light) -> tuple[str, ...]:
        """The texts of one light."""
        return tuple(finding.text for finding in self.findings if finding.light is light)


def worst(lights: Iterable[Light]) -> Light:
    """Red before amber before green; green where there is none."""
    found = set(lights)
    return next((light for light in (Light.RED, Light.AMBER) if light in found), Light.GREEN)
