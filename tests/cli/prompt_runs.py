"""`breadtui prompt` run against a demo service over loopback."""

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import httpx
import pytest

from breadtui.cli.main import main
from breadtui.demo.serve import DemoOptions, DemoServer

KEY = "sk-prompt-0123456789"


@dataclass(frozen=True)
class Ran:
    """What one run left."""

    code: int
    out: str
    err: str


class Runs(Protocol):
    """Does `breadtui prompt` with these words, standard input being `given`."""

    def __call__(self, *words: str, given: str = "") -> Ran: ...


@pytest.fixture(name="demo")
def demo_service() -> Iterator[DemoServer]:
    with DemoServer(DemoOptions(), clock=lambda: 0.0) as server:
        yield server


@pytest.fixture(name="run")
def run_prompt(demo: DemoServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Runs:
    monkeypatch.setenv("BREAD_BASE_URL", demo.url)
    monkeypatch.setenv("BREAD_API_KEY", KEY)

    def run_main(*words: str, given: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        code = main(["prompt", *words])
        found = capsys.readouterr()
        return Ran(code, found.out, found.err)

    return run_main


def theirs(demo: DemoServer, name: str = "yoda") -> list[dict[str, object]]:
    return [dict(message) for message in demo.world.repos["yoda_repo"].prompts[name].messages]


def write_elsewhere(demo: DemoServer, text: str) -> None:
    """Somebody else replaces `yoda`."""
    body = {"messages": [{"role": "system", "content": text}]}
    headers = {"Authorization": f"Bearer {KEY}"}
    httpx.put(f"{demo.url}/v1/repo/yoda_repo/prompts/yoda", json=body, headers=headers).raise_for_status()
