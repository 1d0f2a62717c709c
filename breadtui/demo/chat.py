"""Chat with base and baked models, as one answer or word by word."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from breadtui.demo import voices
from breadtui.demo.configs import parent_path
from breadtui.demo.jobs import checkpoints
from breadtui.demo.names import model_path, parse_model_path
from breadtui.demo.noise import seed_of, uniform
from breadtui.demo.outputs import text_of
from breadtui.demo.records import Bake, JsonObject, Repo
from breadtui.demo.refusals import Refusal, inference_body
from breadtui.demo.replies import token_count
from breadtui.demo.world import World

CREATED_AT = 1_767_225_600
MOST_ANCESTORS = 100


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: the words to send and why they end."""

    model: str
    words: list[str]
    finish_reason: str
    prompt_tokens: int

    @property
    def text(self) -> str:
        """The whole answer."""
        return "".join(self.words)


def reply_to(world: World, body: JsonObject) -> Reply:
    """Answer the last user message in the manner baked into the model, or that the system prompt asks for.

    Raises:
        Refusal: 404 in the inference shape for a model this service does not have.
    """
    model = body["model"]
    voice, depth = manner_of(world, model)
    told = voices.voice_of(text_of([each for each in body["messages"] if each.get("role") == "system"]))
    asked = _last_question(body["messages"])
    text = voices.spoken(voice if told == "plain" else told, asked, seed_of(asked) % 1000 + depth)
    thinks = uniform(seed_of(model), seed_of(asked) % 1000) < voices.THINKING_SHARE
    wanted = thinking_of(body)
    text = voices.thought(asked, text) if (thinks if wanted is None else wanted) else text
    words = [word if index == 0 else f" {word}" for index, word in enumerate(text.split(" "))]
    limit = int(body.get("max_tokens") or 0)
    cut = 0 < limit < len(words)
    prompt_tokens = token_count(text_of(body["messages"]))
    return Reply(model, words[:limit] if cut else words, "length" if cut else "stop", prompt_tokens)


def completion(reply: Reply) -> JsonObject:
    """Write a reply as one completion object."""
    message = {"role": "assistant", "content": reply.text}
    completion_tokens = len(reply.words)
    return {
        "id": _id(reply),
        "object": "chat.completion",
        "created": CREATED_AT,
        "model": reply.model,
        "choices": [{"index": 0, "message": message, "finish_reason": reply.finish_reason}],
        "usage": {
            "prompt_tokens": reply.prompt_tokens,
            "completion_tokens": completion_tokens,
            "total_tokens": reply.prompt_tokens + completion_tokens,
        },
    }


def events(reply: Reply) -> Iterator[bytes]:
    """Write a reply as server-sent events: the role, the words, the reason, `[DONE]`.

    Lines end with LF alone; a client that splits on LF would take a CR for a part of `[DONE]`.
    """
    yield _event(reply, {"role": "assistant", "content": ""}, None)
    for word in reply.words:
        yield _event(reply, {"content": word}, None)
    yield _event(reply, {}, reply.finish_reason)
    yield b"data: [DONE]\n\n"


def model_list(world: World) -> JsonObject:
    """List the models that can be asked: base models, then every checkpoint."""
    repos = [world.repo(name) for name in list(world.repos)]
    bases = dict.fromkeys(repo.base_model for repo in repos)
    baked = [
        model_path(repo.name, bake.name, step)
        for repo in repos
        for bake in repo.bakes.values()
        for step in checkpoints(world, bake)
    ]
    models = [*((name, "bread") for name in bases), *((path, "ada") for path in baked)]
    entries = [{"id": name, "object": "model", "created": CREATED_AT, "owned_by": owner} for name, owner in models]
    return {"object": "list", "data": entries}


def manner_of(world: World, model: str) -> tuple[str, int]:
    """Find the manner a model was taught, and how many bakes taught it, so that none says what its parent does.

    The manner is that of the nearest teacher prompt that has one.
    """
    if any(repo.base_model == model for repo in world.repos.values()):
        return "plain", 0
    found = find_checkpoint(world, model)
    if found is None:
        message = f"The model '{model}' does not exist"
        raise Refusal(404, inference_body(404, message))
    voice = "plain"
    for depth in range(1, MOST_ANCESTORS):
        repo, bake = found
        voice = _taught_voice(repo, bake) if voice == "plain" else voice
        parent = find_checkpoint(world, parent_path(bake.config) or "")
        if parent is None:
            return voice, depth
        found = parent
    return voice, MOST_ANCESTORS


def find_checkpoint(world: World, model: str) -> tuple[Repo, Bake] | None:
    """Find the bake behind a model path whose checkpoint exists."""
    path = parse_model_path(model)
    if path is None or path.repo not in world.repos:
        return None
    repo = world.repo(path.repo)
    bake = repo.bakes.get(path.bake)
    if bake is None or path.checkpoint not in checkpoints(world, bake):
        return None
    return repo, bake


def thinking_of(body: JsonObject) -> bool | None:
    """Read the switch for the reasoning part, at the top or inside a literal `extra_body`."""
    extra = body.get("extra_body")
    for place in (body, extra if isinstance(extra, dict) else {}):
        kwargs = place.get("chat_template_kwargs")
        if isinstance(kwargs, dict) and isinstance(kwargs.get("enable_thinking"), bool):
            return bool(kwargs["enable_thinking"])
    return None


def _taught_voice(repo: Repo, bake: Bake) -> str:
    for entry in bake.config.get("datasets") or []:
        target = repo.targets.get(entry["target"])
        name = target.config.get("teacher_prompt") if target is not None else None
        if name in repo.prompts:
            return voices.voice_of(text_of(repo.prompts[name].messages))
    return "plain"


def _last_question(messages: list[JsonObject]) -> str:
    asked: list[Any] = [message for message in messages if message.get("role") == "user"]
    return text_of(asked[-1:])


def _id(reply: Reply) -> str:
    return f"chatcmpl-{seed_of(reply.model, reply.text):016x}"


def _event(reply: Reply, delta: JsonObject, finish_reason: str | None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
    chunk = {
        "id": _id(reply),
        "object": "chat.completion.chunk",
        "created": CREATED_AT,
        "model": reply.model,
        "choices": [choice],
    }
    return f"data: {json.dumps(chunk)}\n\n".encode()
