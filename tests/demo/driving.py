"""A demo service under a clock that moves only when told to, and short ways to ask it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx

from breadtui.demo.app import make_app
from breadtui.demo.serve import DemoOptions, make_world
from breadtui.demo.world import World
from breadtui.values import replace

KEY = "sk-demo"
EPOCH_SECONDS = 1_767_225_600.0


class HandClock:
    """Seconds that pass by hand."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds

    def advance(self, seconds: float) -> None:
        self.seconds += seconds


class Service:
    """A client of one demo service in this process."""

    def __init__(self, world: World, clock: HandClock, client: httpx.AsyncClient) -> None:
        self.world = world
        self.clock = clock
        self.client = client

    async def ask(self, method: str, path: str, body: Any = None, **params: Any) -> httpx.Response:
        return await self.client.request(method, path, json=body, params=params or None)

    async def get(self, path: str, **params: Any) -> Any:
        answer = await self.ask("GET", path, **params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def make(self, path: str, body: Mapping[str, Any]) -> Any:
        answer = await self.ask("POST", path, body)
        assert answer.status_code in {200, 201}, answer.text
        return answer.json()

    async def prepare(self, repo: str = "lab", *, questions: int = 64) -> None:
        """Make a repository with two prompts and a target whose jobs have not been started."""
        literal = [f"Question {number}?" for number in range(questions)]
        overrides = {
            "teacher_prompt": "teacher",
            "student_prompt": "student",
            "generators": [{"type": "hardcoded", "questions": literal}],
            "num_traj_per_stimulus": 2,
        }
        await self.make("/v1/repo", {"repo_name": repo})
        messages = {"teacher": [{"role": "system", "content": "You are Yoda."}], "student": []}
        await self.make(f"/v1/repo/{repo}/prompts/batch", {"prompts": messages})
        await self.make(f"/v1/repo/{repo}/targets", {"target_name": "t", "template": "default", "overrides": overrides})

    async def roll_out(self, repo: str = "lab") -> None:
        """Take the target of `prepare` through stim and rollout."""
        await self.make(f"/v1/repo/{repo}/targets/t/stim", {})
        self.clock.advance(60)
        await self.make(f"/v1/repo/{repo}/targets/t/rollout", {})
        self.clock.advance(60)

    async def bake(self, name: str = "b", repo: str = "lab", **overrides: Any) -> None:
        """Create a bake over the target of `prepare` and start it."""
        body = {"bake_name": name, "template": "default"}
        chosen = {"datasets": [{"target": "t"}], **overrides}
        await self.make(f"/v1/repo/{repo}/bakes", {**body, "overrides": chosen})
        await self.make(f"/v1/repo/{repo}/bakes/{name}", {})


@asynccontextmanager
async def service(options: DemoOptions | None = None, *, key: str | None = None) -> AsyncIterator[Service]:
    """Make a demo service and a client with a key."""
    clock = HandClock()
    world = make_world(options or DemoOptions(empty=True, instant=False), clock, epoch_seconds=EPOCH_SECONDS)
    world.pace = replace(world.pace, word_seconds=0.0)
    app = make_app(world, key=key)
    transport = httpx.ASGITransport(app)
    headers = {"authorization": f"Bearer {key or KEY}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:9", headers=headers) as client:
        yield Service(world, clock, client)
