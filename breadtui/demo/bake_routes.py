"""Routes of bakes, their lineage, their models and the chat with them."""

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from breadtui.demo import bodies, chat, creation, jobs, lineage, weights
from breadtui.demo.names import parse_model_path
from breadtui.demo.records import Bake, JsonObject, Repo
from breadtui.demo.refusals import Refusal, inference_body, malformed, missing, not_found, problem
from breadtui.demo.routes import made, repo_of, world_of
from breadtui.demo.wire import bytes_answer, json_answer, query_integer, read_body
from breadtui.demo.world import World, bake_of

LONGEST_LINK_SECONDS = 604_800
USUAL_LINK_SECONDS = 3600
LARGEST_CHECKPOINT = 2**53


async def list_bakes(request: Request) -> Response:
    """List bake names."""
    return json_answer({"bakes": list(repo_of(request).bakes)})


async def create_bake(request: Request) -> Response:
    """Create a bake."""
    body = await read_body(request, bodies.BAKE_CREATE)
    repo = repo_of(request)
    bake, is_new = creation.create_bake(repo, body["bake_name"], body)
    return made(jobs.bake_answer(world_of(request), repo, bake), is_new)


async def create_bakes(request: Request) -> Response:
    """Create several bakes."""
    body = await read_body(request, bodies.BAKE_BATCH)
    return json_answer(creation.create_several("bake", repo_of(request), body["bakes"]))


async def get_bake(request: Request) -> Response:
    """Tell how a bake is doing."""
    repo, bake = _named_bake(request)
    return json_answer(jobs.bake_answer(world_of(request), repo, bake))


async def start_bake(request: Request) -> Response:
    """Start training."""
    world = world_of(request)
    repo, bake = _named_bake(request)
    return json_answer(jobs.bake_answer(world, repo, jobs.start_bake(world, repo, bake)))


async def put_bake(request: Request) -> Response:
    """Create a bake, in the older form that always answers 200."""
    body = await read_body(request, bodies.BAKE_SET)
    repo = repo_of(request)
    bake, _ = creation.create_bake(repo, request.path_params["name"], body)
    return json_answer(jobs.bake_answer(world_of(request), repo, bake))


async def delete_bake(request: Request) -> Response:
    """Delete a bake."""
    creation.delete_bake(world_of(request), repo_of(request), request.path_params["name"])
    return json_answer({"message": "Bake deleted successfully"})


async def get_metrics(request: Request) -> Response:
    """Give the whole training log as one array, empty before the first step."""
    _, bake = _named_bake(request)
    if bake.training is None:
        return json_answer([])
    return bytes_answer(bake.training.log.rows_json(jobs.steps_done(world_of(request), bake)))


async def get_download(request: Request) -> Response:
    """Give a signed link to the weights of a checkpoint, the newest unless one is asked for."""
    repo, bake = _named_bake(request)
    wanted = query_integer(request, "checkpoint", default=None, minimum=0, maximum=LARGEST_CHECKPOINT)
    return json_answer(_link(request, repo, bake, wanted))


async def get_model_download(request: Request) -> Response:
    """Give a signed link to the weights behind a model path."""
    name = request.query_params.get("name", "")
    if not name:
        raise malformed([problem(["query", "name"], "Field required", "missing")])
    path = parse_model_path(name)
    if path is None:
        raise not_found("Model", name)
    repo = world_of(request).repo(path.repo)
    return json_answer(_link(request, repo, bake_of(repo, path.bake), path.checkpoint))


async def get_graph(request: Request) -> Response:
    """Give what a bake depends on."""
    return json_answer(lineage.dependency_graph(*_named_bake(request)))


async def get_plan(request: Request) -> Response:
    """Give the steps that make a bake again."""
    repo, bake = _named_bake(request)
    return json_answer(lineage.recreation_plan(world_of(request), repo, bake))


async def list_models(request: Request) -> Response:
    """List the models that can be asked."""
    return json_answer(chat.model_list(world_of(request)))


async def complete_chat(request: Request) -> Response:
    """Answer a conversation, at once or word by word."""
    try:
        body = await read_body(request, bodies.CHAT)
    except Refusal as refusal:
        reasons = "; ".join(
            f"{'.'.join(str(part) for part in entry['loc'])}: {entry['msg']}" for entry in refusal.body["detail"]
        )
        raise Refusal(400, inference_body(400, reasons)) from refusal
    world = world_of(request)
    reply = chat.reply_to(world, body)
    if not body.get("stream"):
        return json_answer(chat.completion(reply))
    headers = {"cache-control": "no-cache"}
    return StreamingResponse(_spoken(world, reply), media_type="text/event-stream", headers=headers)


async def _spoken(world: World, reply: chat.Reply) -> AsyncIterator[bytes]:
    for event in chat.events(reply):
        yield event
        await asyncio.sleep(world.pace.word_seconds)


def _named_bake(request: Request) -> tuple[Repo, Bake]:
    repo = repo_of(request)
    return repo, bake_of(repo, request.path_params["name"])


def _link(request: Request, repo: Repo, bake: Bake, wanted: int | None) -> JsonObject:
    world = world_of(request)
    maximum = LONGEST_LINK_SECONDS
    seconds = query_integer(request, "expires_in", default=USUAL_LINK_SECONDS, minimum=1, maximum=maximum)
    lifetime = seconds or USUAL_LINK_SECONDS
    steps = jobs.checkpoints(world, bake)
    if not steps:
        raise missing(f"Bake '{bake.name}' has no checkpoint yet")
    checkpoint = steps[0] if wanted is None else wanted
    if checkpoint not in steps:
        raise not_found("Checkpoint", str(checkpoint))
    path = weights.link_path(repo.name, bake.name, checkpoint)
    expires_at = int(world.wall_seconds()) + lifetime
    signed = weights.signature(request.app.state.secret, path, expires_at)
    return {
        "url": f"{_origin(request)}{path}?Expires={expires_at}&Signature={signed}",
        "expires_in": lifetime,
        "checkpoint": checkpoint,
        "bake_name": bake.name,
    }


def _origin(request: Request) -> str:
    # Not the Host header: through somebody's hosts file it may name the real service.
    host, port = request.scope.get("server") or ("127.0.0.1", None)
    return f"http://{host}:{port}" if port else f"http://{host}"


_REPO = "/v1/repo/{repo}"

ROUTES = (
    Route(f"{_REPO}/bakes", list_bakes, methods=["GET"]),
    Route(f"{_REPO}/bakes", create_bake, methods=["POST"]),
    Route(f"{_REPO}/bakes/batch", create_bakes, methods=["POST", "PUT"]),
    Route(f"{_REPO}/bakes/{{name}}", get_bake, methods=["GET"]),
    Route(f"{_REPO}/bakes/{{name}}", start_bake, methods=["POST"]),
    Route(f"{_REPO}/bakes/{{name}}", put_bake, methods=["PUT"]),
    Route(f"{_REPO}/bakes/{{name}}", delete_bake, methods=["DELETE"]),
    Route(f"{_REPO}/bakes/{{name}}/metrics", get_metrics, methods=["GET"]),
    Route(f"{_REPO}/bakes/{{name}}/download", get_download, methods=["GET"]),
    Route(f"{_REPO}/recipe/{{name}}/dependency-graph", get_graph, methods=["GET"]),
    Route(f"{_REPO}/recipe/{{name}}/recreation-plan", get_plan, methods=["GET"]),
    Route("/v1/models/download", get_model_download, methods=["GET"]),
    Route("/v1/models", list_models, methods=["GET"]),
    Route("/v1/chat/completions", complete_chat, methods=["POST"]),
)
