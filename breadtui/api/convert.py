"""The service's JSON as domain values, and domain values as the JSON the service takes."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence

from breadtui.api import wire
from breadtui.domain.inference import ChatTurn, DownloadLink, ServedModel
from breadtui.domain.jobs import Job, JobStatus, LossSummary, status_of
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import BakeName, JobKey, PromptName, RepoName, TargetKey
from breadtui.domain.outputs import OutputPage
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.recipe import Dependency, DependencyGraph, PlanStep, RecreationPlan
from breadtui.domain.repos import BatchOutcome, Health, Repo, RepoPage, RepoTree, Target, TreeBake


def to_health(body: object) -> Health:
    """The service's word on itself."""
    health = wire.Health.model_validate(body)
    return Health(health.status, health.api or "", health.version or "")


def to_repo(body: object) -> Repo:
    """One repository."""
    repo = wire.Repo.model_validate(body)
    return Repo(RepoName(repo.repo_name), repo.base_model or "")


def to_repo_page(body: object) -> RepoPage:
    """A page of repositories, given as objects or as plain names; rows without a name are left out."""
    page = wire.RepoList.model_validate(body)
    found = [repo for row in page.repos if (repo := _listed_repo(row)) is not None]
    return RepoPage(tuple(found), page.offset or 0, page.has_more or False, page.total)


def to_repo_names(body: object) -> tuple[str, ...]:
    """Names of repositories, each once."""
    return unique(repo.name for repo in to_repo_page(body).repos)


def to_prompt_names(body: object) -> tuple[str, ...]:
    """Names of prompts, each once."""
    return unique(wire.PromptNames.model_validate(body).prompts)


def to_target_names(body: object) -> tuple[str, ...]:
    """Names of targets, each once."""
    return unique(wire.TargetNames.model_validate(body).targets)


def to_bake_names(body: object) -> tuple[str, ...]:
    """Names of bakes, each once."""
    return unique(wire.BakeNames.model_validate(body).bakes)


def to_tree(repo: RepoName, body: object) -> RepoTree:
    """All bakes of a repository, and (child, parent) of the edges between bakes."""
    tree = wire.RepoTree.model_validate(body)
    bakes = {BakeName(name): to_tree_bake(BakeName(name), node) for name, node in (tree.bakes or {}).items()}
    edges = [
        (sys.intern(source), sys.intern(name))
        for source_kind, source, kind, name in _edges(tree.edges)
        if source_kind == kind == "bake"
    ]
    return RepoTree(repo, tree.base_model or "", bakes, tuple(edges))


def to_tree_bake(name: BakeName, node: object) -> TreeBake:
    """One bake of a tree; whatever is no object says nothing."""
    word, paths, checkpoints, config = wire.bake_node(node if isinstance(node, dict) else {})
    return TreeBake(name, _status(word), sys.intern(word), tuple(paths), tuple(checkpoints), config)


def to_prompt(name: PromptName, body: object) -> Prompt:
    """A prompt under the name it was asked by.

    Raises: ValueError where a message is no object: it could not be saved back unharmed.
    """
    prompt = wire.Prompt.model_validate(body)
    if not all(isinstance(message, Mapping) for message in prompt.messages):
        raise ValueError("a message is no object")
    tools = None if prompt.tools is None else tuple(tool for tool in prompt.tools if isinstance(tool, dict))
    return Prompt(name, tuple(_message(message) for message in prompt.messages), tools)


def to_target(key: TargetKey, body: object) -> Target:
    """A target under the name it was asked by."""
    return Target(key.name, wire.Target.model_validate(body).config or {})


def to_job(key: JobKey, body: object) -> Job:
    """A job, with the service's own status word beside ours."""
    return _job(key, wire.Job.model_validate(body))


def to_output_page(key: JobKey, offset: int, body: object) -> OutputPage:
    """Rows of output as they are; `offset` stands in where the answer does not tell its own."""
    page = wire.OutputPage.model_validate(body)
    return OutputPage(_job(key, page), tuple(page.output), offset if page.offset is None else page.offset, _more(page))


def to_batch(body: object) -> BatchOutcome:
    """What a batch made and refused."""
    batch = wire.BatchResult.model_validate(body)
    return BatchOutcome(unique(batch.created), {name: _reason(reason) for name, reason in (batch.failed or {}).items()})


def to_deleted(body: object) -> str:
    """The service's word on a deletion, or empty text."""
    return wire.Deleted.model_validate(body).message or "" if isinstance(body, dict) else ""


def to_link(body: object) -> DownloadLink:
    """A link to weights; where the service does not say, it holds for an hour."""
    link = wire.DownloadLink.model_validate(body)
    expires_in_seconds = 3600 if link.expires_in is None else link.expires_in
    return DownloadLink(link.url, expires_in_seconds, link.checkpoint, link.bake_name or "")


def to_graph(body: object) -> DependencyGraph:
    """What a bake depends on."""
    graph = wire.DependencyGraph.model_validate(body)
    prompts = {name: file if isinstance(file, str) else None for name, file in (graph.prompts or {}).items()}
    edges = tuple(Dependency(*edge) for edge in _edges(graph.edges))
    return DependencyGraph(graph.base_model or "", _objects(graph.bakes), _objects(graph.targets), prompts, edges)


def to_plan(body: object) -> RecreationPlan:
    """The steps that make a bake again."""
    plan = wire.RecreationPlan.model_validate(body)
    rows = [wire.PlanStep.model_validate(row) for row in plan.steps if isinstance(row, dict)]
    steps = tuple(_step(number, row) for number, row in enumerate(rows, 1))
    resources = plan.resources or wire.PlanResources()
    bakes = [wire.PlanBake.model_validate(row) for row in resources.bakes if isinstance(row, dict)]
    paths = {bake.bake_name: tuple(bake.model_names) for bake in bakes if bake.bake_name}
    return RecreationPlan(plan.base_model or "", steps, tuple(resources.prompts), tuple(resources.targets), paths)


def to_models(body: object) -> tuple[ServedModel, ...]:
    """What inference offers, each once."""
    rows = wire.ModelList.model_validate(body).data
    models = [wire.Model.model_validate(row) for row in rows if isinstance(row, dict)]
    return tuple({model.id: ServedModel(model.id, model.owned_by or "") for model in models if model.id}.values())


def message_body(message: Message) -> JsonObject:
    """A message as the service takes it, its further keys kept, role and content first as every client writes them."""
    own: dict[str, Json] = {"role": message.role, "content": message.content}
    return own | {name: value for name, value in message.extra.items() if name not in own}


def prompt_body(prompt: Prompt) -> JsonObject:
    """A prompt's text without its name; absent tools stay absent."""
    body: dict[str, object] = {"messages": [message_body(message) for message in prompt.messages]}
    if prompt.tools is not None:
        body["tools"] = list(prompt.tools)
    return body  # type: ignore[return-value]  # a dict of JSON values, built in two steps


def chat_body(turn: ChatTurn) -> JsonObject:
    """A streamed turn; thinking is switched where the official client would put it, at the top."""
    given = {"temperature": turn.temperature, "max_tokens": turn.max_tokens}
    thinking = {} if turn.is_thinking is None else {"chat_template_kwargs": {"enable_thinking": turn.is_thinking}}
    return {
        "model": turn.model,
        "messages": [message_body(message) for message in turn.messages],
        "stream": True,
        **{name: figure for name, figure in given.items() if figure is not None},
        **thinking,
    }


def unique(names: Iterable[object]) -> tuple[str, ...]:
    """The texts among them, each once, in order."""
    return tuple(dict.fromkeys(name for name in names if isinstance(name, str)))


def _listed_repo(row: object) -> Repo | None:
    if isinstance(row, str):
        return Repo(RepoName(row))
    if not isinstance(row, dict) or not isinstance(row.get("repo_name"), str):
        return None
    return to_repo(row)


def _job(key: JobKey, job: wire.Job) -> Job:
    return Job(
        key=key,
        status=_status(job.status),
        status_text=job.status,
        lines=job.lines,
        total_expected=job.total_expected,
        progress_percent=job.progress_percent,
        error=job.error,
        job_id=job.job_id,
        loss=None if job.loss is None else _loss(job.loss),
        model_names=tuple(job.model_name),
        config=job.config or job.parameters or {},
    )


def _status(word: str) -> JobStatus:
    return status_of(word.strip().lower())


def _loss(loss: wire.Loss) -> LossSummary:
    return LossSummary(loss.latest_loss, loss.final_loss, loss.min_loss, loss.max_loss)


def _more(page: wire.OutputPage) -> bool:
    """Whether more rows follow, from the count of lines where the service does not say."""
    if page.has_more is not None:
        return page.has_more
    return page.lines is not None and (page.offset or 0) + len(page.output) < page.lines


def _message(message: Mapping[str, object]) -> Message:
    parsed = wire.Message.model_validate(message)
    extra = {key: value for key, value in message.items() if key not in {"role", "content"}}
    return Message(parsed.role or "", parsed.content, extra)  # type: ignore[arg-type]  # JSON as it was parsed


def _edges(rows: Sequence[object]) -> list[tuple[str, str, str, str]]:
    """The well-formed edges: four texts each, from dependant to dependency."""
    lists = [row for row in rows if isinstance(row, list) and len(row) == 4]
    return [(a, b, c, d) for a, b, c, d in lists if all(isinstance(part, str) for part in (a, b, c, d))]


def _objects(found: Mapping[str, object] | None) -> dict[str, JsonObject]:
    return {name: config if isinstance(config, dict) else {} for name, config in (found or {}).items()}


def _step(number: int, row: wire.PlanStep) -> PlanStep:
    return PlanStep(
        number=number if row.step is None else row.step,
        action=row.action or row.type or "",
        resource_type=row.resource_type or "",
        resource_name=row.resource_name or row.name or "",
        dependencies=tuple(row.dependencies),
        config=row.config or {},
    )


def _reason(reason: object) -> str:
    return reason if isinstance(reason, str) else "no reason given"
