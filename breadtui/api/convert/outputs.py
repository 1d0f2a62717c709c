"""Rows of a job's output as domain values."""

from __future__ import annotations

from breadtui.api.convert.jobs import job_of
from breadtui.api.wire import jobs as wire
from breadtui.domain.names import JobKey
from breadtui.domain.outputs import OutputPage


def to_output_page(key: JobKey, offset: int, body: object) -> OutputPage:
    """Rows of output as they are; `offset` stands in where the answer does not tell its own."""
    page = wire.OutputPage.model_validate(body)
    return OutputPage(
        job_of(key, page), tuple(page.output), offset if page.offset is None else page.offset, _more(page)
    )


def _more(page: wire.OutputPage) -> bool:
    """Whether more rows follow, from the count of lines where the service does not say."""
    if page.has_more is not None:
        return page.has_more
    return page.lines is not None and (page.offset or 0) + len(page.output) < page.lines
