"""Repositories, targets and the tree answer, from which lineage is drawn."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.domain.jobs import JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import BakeName, RepoName, TargetName
from breadtui.values import dataclass, field


@dataclass(frozen=True, slots=True)
class Repo:
    """A repository and the base model it fixes (empty where the service did not say)."""

    name: RepoName
    base_model: str = ""


@dataclass(frozen=True, slots=True)
class RepoPage:
    """One page of repositories; `total` None where unpublished."""

    repos: tuple[Repo, ...]
    offset: int = 0
    has_more: bool = False
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """How a teacher makes training data: the resolved configuration as the service answers it."""

    name: TargetName
    config: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TreeBake:
    """One bake as the tree answer has it."""

    name: BakeName
    status: JobStatus
    status_text: str = ""
    model_names: tuple[str, ...] = ()
    checkpoints: tuple[int, ...] = ()
    config: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class RepoTree:
    """All bakes of one repository and who descends from whom: `edges` are (child, parent) of bakes."""

    repo: RepoName
    base_model: str
    bakes: Mapping[BakeName, TreeBake]
    edges: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """What a batch made, and why the rest was refused."""

    created: tuple[str, ...]
    failed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Health:
    """The service's word on itself; any other word than `healthy` is a warning."""

    status: str
    api: str = ""
    version: str = ""
