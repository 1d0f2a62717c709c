"""What a repository holds, and what becomes of changes to it, as domain values."""

from __future__ import annotations

from breadtui.api.convert.words import unique
from breadtui.api.wire import contents as wire
from breadtui.domain.names import TargetKey
from breadtui.domain.repos import BatchOutcome, Health, Target


def to_health(body: object) -> Health:
    """The service's word on itself."""
    health = wire.Health.model_validate(body)
    return Health(health.status, health.api or "", health.version or "")


def to_prompt_names(body: object) -> tuple[str, ...]:
    """Names of prompts, each once."""
    return unique(wire.PromptNames.model_validate(body).prompts)


def to_target_names(body: object) -> tuple[str, ...]:
    """Names of targets, each once."""
    return unique(wire.TargetNames.model_validate(body).targets)


def to_bake_names(body: object) -> tuple[str, ...]:
    """Names of bakes, each once."""
    return unique(wire.BakeNames.model_validate(body).bakes)


def to_target(key: TargetKey, body: object) -> Target:
    """A target under the name it was asked by."""
    return Target(key.name, wire.Target.model_validate(body).config or {})


def to_batch(body: object) -> BatchOutcome:
    """What a batch made and refused."""
    batch = wire.BatchResult.model_validate(body)
    return BatchOutcome(unique(batch.created), {name: _reason(reason) for name, reason in (batch.failed or {}).items()})


def to_deleted(body: object) -> str:
    """The service's word on a deletion, or empty text."""
    return wire.Deleted.model_validate(body).message or "" if isinstance(body, dict) else ""


def _reason(reason: object) -> str:
    return reason if isinstance(reason, str) else "no reason given"
