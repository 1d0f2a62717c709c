"""Routes of repositories, prompts and targets: request in, answer out."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from breadtui.demo import bodies, creation, jobs, lineage, outputs
from breadtui.demo.records import JsonObject, Prompt, Repo, Target
from breadtui.demo.wire import bytes_answer, json_answer, query_boolean, query_integer, read_body
from breadtui.demo.world import World, prompt_of, target_of

OLDEST_OFFSET = 0
MOST_ROWS = 1000
USUAL_ROWS = 100
FARTHEST_OFFSET = 2**53


def world_of(request: Request) -> World:
    """Give the service's state."""
    world: World = request.app.state.world
    return world


def repo_of(request: Request) -> Repo:
    """Give the repository named in the path; 404 without it."""
    return world_of(request).repo(request.path_params["repo"])


def made(content: JsonObject, is_new: bool) -> Response:
    """Answer a creation: 201 the first time, 200 when the equal resource was there."""
    return json_answer(content, 201 if is_new else 200)


async def health(_request: Request) -> Response:
    """Tell that the service is well; needs no key."""
    return json_answer({"status": "healthy", "api": "bread-api", "version": "1.0.0"})


async def list_repos(request: Request) -> Response:
    """List names, or with metadata a page of repositories."""
    world = world_of(request)
    wants_metadata = query_boolean(request, "include_metadata")
    offset = query_integer(request, "offset", default=0, minimum=0, maximum=FARTHEST_OFFSET) or 0
    limit = query_integer(request, "limit", default=None, minimum=1)
    if not wants_metadata:
        return json_answer({"repos": list(world.repos)})
    everything = [_repo(repo) for repo in world.repos.values()]
    page = everything[offset : None if limit is None else offset + limit]
    return json_answer(
        {
            "repos": page,
            "offset": offset,
            "limit": limit or max(1, len(everything)),
            "has_more": offset + len(page) < len(everything) and bool(page),
            "total": len(everything),
        }
    )


async def create_repo(request: Request) -> Response:
    """Create a repository."""
    repo, is_new = creation.create_repo(world_of(request), await read_body(request, bodies.REPO))
    return made(_repo(repo), is_new)


async def put_repo(request: Request) -> Response:
    """Create a repository, in the older form that always answers 200."""
    repo, _ = creation.create_repo(world_of(request), await read_body(request, bodies.REPO))
    return json_answer(_repo(repo))


async def get_repo(request: Request) -> Response:
    """Give one repository."""
    return json_answer(_repo(repo_of(request)))


async def get_tree(request: Request) -> Response:
    """Give the lineage of a repository, ready compressed for those who take it so."""
    kept = lineage.tree_answer(world_of(request), repo_of(request))
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers = {"content-encoding": "gzip", "vary": "Accept-Encoding"}
        return bytes_answer(kept.compressed, headers=headers)
    return bytes_answer(kept.body, headers={"vary": "Accept-Encoding"})


async def list_prompts(request: Request) -> Response:
    """List prompt names."""
    return json_answer({"prompts": list(repo_of(request).prompts)})


async def create_prompt(request: Request) -> Response:
    """Create a prompt."""
    body = await read_body(request, bodies.PROMPT_CREATE)
    prompt, is_new = creation.create_prompt(repo_of(request), body["prompt_name"], body)
    return made(_prompt(prompt), is_new)


async def put_prompts(request: Request) -> Response:
    """Create or replace several prompts."""
    body = await read_body(request, bodies.PROMPT_BATCH)
    return json_answer(creation.put_prompts(repo_of(request), body["prompts"]))


async def get_prompt(request: Request) -> Response:
    """Give one prompt."""
    return json_answer(_prompt(prompt_of(repo_of(request), request.path_params["name"])))


async def put_prompt(request: Request) -> Response:
    """Create or replace a prompt."""
    body = await read_body(request, bodies.PROMPT_SET)
    return json_answer(_prompt(creation.put_prompt(repo_of(request), request.path_params["name"], body)))


async def delete_prompt(request: Request) -> Response:
    """Delete a prompt."""
    creation.delete_prompt(repo_of(request), request.path_params["name"])
    return json_answer({"message": "Prompt deleted successfully"})


async def list_targets(request: Request) -> Response:
    """List target names."""
    return json_answer({"targets": list(repo_of(request).targets)})


async def create_target(request: Request) -> Response:
    """Create a target."""
    body = await read_body(request, bodies.TARGET_CREATE)
    target, is_new = creation.create_target(repo_of(request), body["target_name"], body)
    return made(_target(target), is_new)


async def create_targets(request: Request) -> Response:
    """Create several targets."""
    body = await read_body(request, bodies.TARGET_BATCH)
    return json_answer(creation.create_several("target", repo_of(request), body["targets"]))


async def get_target(request: Request) -> Response:
    """Give one target."""
    return json_answer(_target(_named_target(request)))


async def put_target(request: Request) -> Response:
    """Create a target, in the older form that always answers 200."""
    body = await read_body(request, bodies.TARGET_SET)
    target, _ = creation.create_target(repo_of(request), request.path_params["name"], body)
    return json_answer(_target(target))


async def delete_target(request: Request) -> Response:
    """Delete a target."""
    creation.delete_target(world_of(request), repo_of(request), request.path_params["name"])
    return json_answer({"message": "Target deleted successfully"})


async def get_stim(request: Request) -> Response:
    """Tell how far stim is."""
    return json_answer(jobs.stim_answer(world_of(request), _named_target(request)))


async def run_stim(request: Request) -> Response:
    """Start stim."""
    world, repo = world_of(request), repo_of(request)
    return json_answer(jobs.stim_answer(world, jobs.start_stim(world, repo, _named_target(request))))


async def get_stim_output(request: Request) -> Response:
    """Give a page of questions."""
    offset, limit = _page(request)
    return json_answer(outputs.stim_page(world_of(request), _named_target(request), offset, limit))


async def get_rollout(request: Request) -> Response:
    """Tell how far rollout is."""
    return json_answer(jobs.rollout_answer(world_of(request), _named_target(request)))


async def run_rollout(request: Request) -> Response:
    """Start rollout."""
    world, repo = world_of(request), repo_of(request)
    return json_answer(jobs.rollout_answer(world, jobs.start_rollout(world, repo, _named_target(request))))


async def get_rollout_output(request: Request) -> Response:
    """Give a page of answers."""
    offset, limit = _page(request)
    return json_answer(outputs.rollout_page(world_of(request), _named_target(request), offset, limit))


def _repo(repo: Repo) -> JsonObject:
    return {"repo_name": repo.name, "base_model": repo.base_model}


def _prompt(prompt: Prompt) -> JsonObject:
    return {"prompt_name": prompt.name, "messages": prompt.messages, "tools": prompt.tools}


def _target(target: Target) -> JsonObject:
    return {"target_name": target.name, "config": target.config}


def _named_target(request: Request) -> Target:
    return target_of(repo_of(request), request.path_params["name"])


def _page(request: Request) -> tuple[int, int]:
    offset = query_integer(request, "offset", default=0, minimum=0, maximum=FARTHEST_OFFSET)
    limit = query_integer(request, "limit", default=USUAL_ROWS, minimum=1, maximum=MOST_ROWS)
    return offset or 0, limit or USUAL_ROWS


_REPO = "/v1/repo/{repo}"

# A batch must be tried before a name, which would match "batch" too.
ROUTES = (
    Route("/v1/health", health, methods=["GET"]),
    Route("/v1/repo", list_repos, methods=["GET"]),
    Route("/v1/repo", create_repo, methods=["POST"]),
    Route("/v1/repo", put_repo, methods=["PUT"]),
    Route(_REPO, get_repo, methods=["GET"]),
    Route(f"{_REPO}/tree", get_tree, methods=["GET"]),
    Route(f"{_REPO}/prompts", list_prompts, methods=["GET"]),
    Route(f"{_REPO}/prompts", create_prompt, methods=["POST"]),
    Route(f"{_REPO}/prompts/batch", put_prompts, methods=["POST", "PUT"]),
    Route(f"{_REPO}/prompts/{{name}}", get_prompt, methods=["GET"]),
    Route(f"{_REPO}/prompts/{{name}}", put_prompt, methods=["PUT"]),
    Route(f"{_REPO}/prompts/{{name}}", delete_prompt, methods=["DELETE"]),
    Route(f"{_REPO}/targets", list_targets, methods=["GET"]),
    Route(f"{_REPO}/targets", create_target, methods=["POST"]),
    Route(f"{_REPO}/targets/batch", create_targets, methods=["POST", "PUT"]),
    Route(f"{_REPO}/targets/{{name}}", get_target, methods=["GET"]),
    Route(f"{_REPO}/targets/{{name}}", put_target, methods=["PUT"]),
    Route(f"{_REPO}/targets/{{name}}", delete_target, methods=["DELETE"]),
    Route(f"{_REPO}/targets/{{name}}/stim", get_stim, methods=["GET"]),
    Route(f"{_REPO}/targets/{{name}}/stim", run_stim, methods=["POST"]),
    Route(f"{_REPO}/targets/{{name}}/stim/output", get_stim_output, methods=["GET"]),
    Route(f"{_REPO}/targets/{{name}}/rollout", get_rollout, methods=["GET"]),
    Route(f"{_REPO}/targets/{{name}}/rollout", run_rollout, methods=["POST"]),
    Route(f"{_REPO}/targets/{{name}}/rollout/output", get_rollout_output, methods=["GET"]),
)
