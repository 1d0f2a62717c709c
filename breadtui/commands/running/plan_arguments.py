"""What may be asked of `breadtui plan`."""

from __future__ import annotations

from enum import StrEnum

from breadtui.domain.names import JobKey, RepoName
from breadtui.values import dataclass


class Form(StrEnum):
    """How a plan is written out."""

    TEXT = "text"
    JSON = "json"
    YAML = "yaml"
    PYTHON = "python"
    SHELL = "shell"


@dataclass(frozen=True, slots=True)
class Arguments:
    """Which bake's plan, in which form, and what is to be done with it; `into` None is its own repository."""

    key: JobKey
    form: Form = Form.TEXT
    is_checked: bool = False
    is_dry_run: bool = False
    is_run: bool = False
    into: RepoName | None = None
    from_step: int = 1
    is_agreed: bool = False
