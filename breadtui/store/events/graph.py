"""What happened to dependency graphs."""

from __future__ import annotations

from datetime import datetime

from breadtui.domain.errors import BreadError
from breadtui.domain.names import JobKey
from breadtui.domain.recipe import DependencyGraph
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class GraphAsked:
    """What a bake depends on is on its way."""

    key: JobKey


@dataclass(frozen=True, slots=True)
class GraphLoaded:
    """Everything a bake depends on."""

    key: JobKey
    graph: DependencyGraph
    at: datetime


@dataclass(frozen=True, slots=True)
class GraphFailed:
    """What a bake depends on could not be had."""

    key: JobKey
    error: BreadError
    at: datetime
