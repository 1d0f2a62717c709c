"""A bake as a page of Markdown: how it stands, where it comes from, what it learnt from, what was changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from breadtui.domain.descent.forest import BakePlace, Forest, forest_of
from breadtui.domain.descent.lineage import Lineage, parent_path
from breadtui.domain.difference.config_diff import differences, flattened
from breadtui.domain.jobs import Job, progress_percent_of, rows_expected
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName, TargetName
from breadtui.domain.recipe import datasets_of
from breadtui.export.markdown_text import code, document, facts, fenced
from breadtui.values import dataclass, field

MOST_CHILDREN = 50


@dataclass(frozen=True, slots=True)
class BakeReport:
    """What is known of one bake.

    `ancestors` are nearest first, as `name`, `name/checkpoint` or a model's path; `is_whole` where the last of them
    started from the base model. `parent_config` is None where the parent's configuration is unknown, and then nothing
    is said about differences. `stages` are stims and rollouts by key.
    """

    job: Job
    base_model: str = ""
    ancestors: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    parent_config: JsonObject | None = None
    stages: Mapping[JobKey, Job] = field(default_factory=dict)
    is_whole: bool = True


def bake_report(
    job: Job, lineages: Mapping[RepoName, Lineage], stages: Mapping[JobKey, Job] | None = None
) -> BakeReport:
    """The report of a bake from its job and the lineages that are known: of its repository, and of its ancestors'."""
    forest, place = forest_of(lineages), BakePlace(job.key.repo, BakeName(job.key.name))
    if not forest.is_open(place):
        return BakeReport(job, stages=stages or {})
    line = (place, *forest.ancestors(place))
    parent = forest.descent_of(line[1]) if len(line) > 1 else None
    top = lineages.get(line[-1].repo)
    return BakeReport(
        job,
        top.base_model if top is not None else "",
        tuple(words for one in line if (words := _started_from(forest, one, job.key.repo))),
        tuple(_name(child, job.key.repo) for child in forest.children_of(place)),
        parent.bake.config if parent is not None and parent.bake is not None else None,
        stages or {},
        is_whole=top is not None,
    )


def bake_markdown(report: BakeReport) -> str:
    """The page. Whatever the service named stands in code spans or fences, so that no name is markup."""
    job = report.job
    return document(
        [f"# {code(f'{job.key.repo}/{job.key.name}')}"],
        facts(_standing(job)),
        _headed("Error", fenced((job.error or "").split("\n")) if job.error else []),
        _headed("Lineage", facts(_lineage(report))),
        _headed("Models", [f"- {code(name)}" for name in job.model_names]),
        _headed("Learnt from", list(_datasets(report))),
        _headed("Changed from the parent", _changes(report)),
        _headed("Configuration", _configuration(job.config)),
    )


def _headed(heading: str, lines: list[str]) -> list[str]:
    return [f"## {heading}", "", *lines] if lines else []


def _standing(job: Job) -> Iterator[tuple[str, str]]:
    yield "status", _status(job)
    percent = progress_percent_of(job)
    if percent is not None and not job.is_settled:
        yield "progress", f"{percent:.0f} %"
    for label, value in _losses(job):
        yield label, _figure(value)


def _status(job: Job) -> str:
    own_word = job.status_text not in {"", job.status.value}
    return f"{job.status.value.replace('_', ' ')}" + (f" ({code(job.status_text)})" if own_word else "")


def _losses(job: Job) -> Iterator[tuple[str, float]]:
    if job.loss is None:
        return
    named = [
        ("latest loss", job.loss.latest),
        ("final loss", job.loss.final),
        ("lowest loss", job.loss.minimum),
        ("highest loss", job.loss.maximum),
    ]
    yield from ((label, value) for label, value in named if value is not None)


def _figure(value: float) -> str:
    return f"{value:.4g}"


def _lineage(report: BakeReport) -> Iterator[tuple[str, str]]:
    above = [code(name) for name in report.ancestors]
    if not report.is_whole:
        above.append("what that was made from was not looked at")
    elif report.base_model:
        above.append(f"{code(report.base_model)} (base model)")
    if above:
        yield "started from", " ← ".join(above)
    elif (path := parent_path(report.job.config)) is not None:
        yield "started from", code(path)
    if report.children:
        more = len(report.children) - MOST_CHILDREN
        rest = f" and {more} more" if more > 0 else ""
        yield "went on as", ", ".join(code(name) for name in report.children[:MOST_CHILDREN]) + rest


def _datasets(report: BakeReport) -> Iterator[str]:
    for dataset in datasets_of(report.job.config):
        yield f"- {code(dataset.target)} {dataset.share * 100:.3g} %"
        yield from (f"  - {line}" for line in _stages(report, dataset.target))


def _stages(report: BakeReport, target: TargetName) -> Iterator[str]:
    for phase in (Phase.STIM, Phase.ROLLOUT):
        job = report.stages.get(JobKey(report.job.key.repo, phase, target))
        if job is not None:
            yield f"{phase.value}: {_status(job)}{_rows(job)}"


def _rows(job: Job) -> str:
    if job.lines is None:
        return ""
    expected = rows_expected(job)
    return f", {job.lines} rows" if expected in {None, job.lines} else f", {job.lines} of {expected} rows"


def _changes(report: BakeReport) -> list[str]:
    if report.parent_config is None or not report.job.config:
        return []
    found = differences(report.job.config, report.parent_config)
    if not found:
        return ["Nothing: the configuration is the parent's."]
    return [f"- {code(one.path)}: {_value(one.theirs)} → {_value(one.mine)}" for one in found]


def _value(text: str | None) -> str:
    return "absent" if text is None else code(text)


def _configuration(config: JsonObject) -> list[str]:
    return fenced(f"{path} = {value}" for path, value in flattened(config).items()) if config else []


def _started_from(forest: Forest, place: BakePlace, home: RepoName) -> str:
    """What one bake started from, with its checkpoint where that is known; empty for the base model."""
    parent, descent = forest.parent_of(place), forest.descent_of(place)
    path = None if descent is None else descent.started_from
    if parent is None:
        is_cut = descent is None or descent.is_cut or place in forest.cuts
        return "" if path is None or is_cut else str(path)
    if path is None or path.bake != parent.bake:
        return _name(parent, home)
    return f"{path.bake}/{path.checkpoint}" if parent.repo == home else str(path)


def _name(place: BakePlace, home: RepoName) -> str:
    return place.bake if place.repo == home else f"{place.repo}/{place.bake}"
