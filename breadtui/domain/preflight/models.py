"""Whether a model can answer or be trained on: a base model, or a checkpoint of a bake that is complete."""

from __future__ import annotations

from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import ModelPath, parse_model_path
from breadtui.domain.preflight.evidence import ModelEvidence
from breadtui.domain.preflight.findings import Finding, bad, doubtful, good


def model_finding(name: str, models: ModelEvidence, role: str) -> Finding:
    """Whether the model named can play its `role` (e.g. `model`, `parent`)."""
    path = parse_model_path(name)
    if path is None:
        return _base_finding(name, models, role)
    was_asked, bake = models.bake_of(path)
    where = f"{role} {name}"
    if not was_asked:
        return _unasked_finding(name, models, role)
    if bake is None:
        return _gone_finding(name, models, role)
    if name in bake.model_names:
        return _built_on(path, models, role) or good(f"{where}: it is there")
    if bake.status is not JobStatus.COMPLETE:
        return bad(f"{where}: bake {path.bake} is {bake.status.value.replace('_', ' ')}, so it has no such model")
    return bad(f"{where}: bake {path.bake} has no checkpoint {path.checkpoint}")


def _base_finding(name: str, models: ModelEvidence, role: str) -> Finding:
    if name == models.base_model:
        return good(f"{role} {name}, the repository's base model")
    if models.served is None:
        return doubtful(f"{role} {name}: the service did not say which models it offers")
    if name in models.served:
        return good(f"{role} {name}: the service offers it")
    return bad(f"{role} {name}: neither the base model nor one that the service offers")


def _unasked_finding(name: str, models: ModelEvidence, role: str) -> Finding:
    if models.served is not None and name in models.served:
        return good(f"{role} {name}: the service offers it")
    return doubtful(f"{role} {name}: its bake could not be asked about")


def _gone_finding(name: str, models: ModelEvidence, role: str) -> Finding:
    if models.served is not None and name in models.served:
        return doubtful(f"{role} {name}: its bake is gone, but the service still offers it")
    return bad(f"{role} {name}: there is no such bake")


def _built_on(path: ModelPath, models: ModelEvidence, role: str) -> Finding | None:
    base = models.bases.get(path.repo, "")
    if base and models.base_model and base != models.base_model:
        return doubtful(f"{role} {path}: built on {base}, this repository on {models.base_model}")
    return None
