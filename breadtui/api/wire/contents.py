"""What a repository holds, and what becomes of changes to it, as published."""

from __future__ import annotations

from breadtui.api.wire.fields import Opaque, Part, RequiredRows, RequiredText, Text, Texts


class Health(Part):
    """`GET /v1/health`."""

    status: RequiredText
    api: Text = None
    version: Text = None


class PromptNames(Part):
    """`GET R/prompts`."""

    prompts: RequiredRows


class TargetNames(Part):
    """`GET R/targets`."""

    targets: RequiredRows


class BakeNames(Part):
    """`GET R/bakes`."""

    bakes: RequiredRows


class Target(Part):
    """One target with its resolved configuration."""

    target_name: Text = None
    config: Opaque = None


class BatchResult(Part):
    """What a batch made and refused."""

    created: Texts = []
    failed: Opaque = None


class Deleted(Part):
    """The confirmation of a deletion."""

    message: Text = None
