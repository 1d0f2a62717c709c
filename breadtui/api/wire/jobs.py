"""Jobs and their output as published."""

from __future__ import annotations

from typing import Annotated

from breadtui.api.wire.fields import Count, Figure, Flag, Opaque, Part, RequiredText, Rows, Text, Texts, part


class Loss(Part):
    """A bake's loss figures."""

    latest_loss: Figure = None
    final_loss: Figure = None
    min_loss: Figure = None
    max_loss: Figure = None


class Job(Part):
    """A stim, rollout or bake; older answers say `parameters` for `config`."""

    status: RequiredText
    lines: Count = None
    config: Opaque = None
    parameters: Opaque = None
    error: Text = None
    job_id: Count = None
    progress_percent: Figure = None
    total_expected: Count = None
    model_name: Texts = []
    loss: Annotated[Loss | None, part(lambda: Loss)] = None


class OutputPage(Job):
    """Rows of a job's output, with the job."""

    output: Rows = []
    offset: Count = None
    limit: Count = None
    has_more: Flag = None
