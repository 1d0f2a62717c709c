import asyncio
import gc
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator

import httpx
import pytest

from breadtui.demo.faults import Fault
from breadtui.demo.serve import DemoOptions, DemoServer, _LoopbackServer

SLOW_SECONDS = 30.0


@pytest.fixture
def demo() -> Iterator[DemoServer]:
    with DemoServer() as started:
        yield started


def client(demo: DemoServer) -> httpx.Client:
    headers = {"authorization": f"Bearer {demo.key}"}
    return httpx.Client(base_url=demo.url, headers=headers, trust_env=False)


def test_the_demo_serves_the_library_on_loopback(demo: DemoServer) -> None:
    assert demo.url.startswith("http://127.0.0.1:")
    with client(demo) as asking:
        assert "yoda_repo" in asking.get("/v1/repo").json()["repos"]


def test_connections_are_kept_alive_and_say_nothing_of_the_server(demo: DemoServer) -> None:
    with client(demo) as asking:
        first = asking.get("/v1/health")
        second = asking.get("/v1/health")
    assert first.extensions["network_stream"] is second.extensions["network_stream"]
    assert "server" not in first.headers
    assert "date" in first.headers


def test_an_answer_does_not_wait_for_an_acknowledgement(demo: DemoServer) -> None:
    with client(demo) as asking:
        took = [asking.get("/v1/repo/yoda_repo/bakes/coder_v1").elapsed.total_seconds() for _ in range(40)]
    assert min(took[1:]) < 0.03, "each would take the 0.04 s for which one is held back"


def test_stopping_is_prompt_even_in_the_middle_of_answers(demo: DemoServer) -> None:
    demo.faults.add("/v1/repo$", _slow(), times=None)
    with client(demo) as idle, client(demo) as waiting, client(demo) as streaming:
        idle.get("/v1/health")
        asker = threading.Thread(target=lambda: _ignoring_errors(waiting))
        asker.start()
        body = {"model": "Qwen/Qwen3-32B", "messages": [{"role": "user", "content": "hi"}], "stream": True}
        with streaming.stream("POST", "/v1/chat/completions", json=body) as answer:
            next(answer.iter_raw())
            began = time.monotonic()
            demo.stop()
            took = time.monotonic() - began
        asker.join()
    assert took < SLOW_SECONDS / 2
    assert not [thread for thread in threading.enumerate() if thread.name == "breadtui-demo"]
    gc.collect()


def test_a_stopped_demo_has_no_address_and_starts_again(demo: DemoServer) -> None:
    demo.stop()
    demo.stop()
    with pytest.raises(RuntimeError):
        _ = demo.url
    demo.start()
    with client(demo) as asking:
        assert asking.get("/v1/health").status_code == 200


def test_nothing_is_logged_and_no_signal_taken(caplog: pytest.LogCaptureFixture) -> None:
    before = signal.getsignal(signal.SIGINT)
    with caplog.at_level(logging.DEBUG), DemoServer() as demo, client(demo) as asking:
        asking.get("/v1/repo")
        assert signal.getsignal(signal.SIGINT) is before
    assert [record for record in caplog.records if record.name.startswith(("uvicorn", "asyncio.e"))] == []


def test_a_taken_port_is_told_at_once(demo: DemoServer) -> None:
    port = int(demo.url.rsplit(":", 1)[1])
    with pytest.raises(OSError, match="in use"):
        DemoServer(DemoOptions(port=port)).start()


def test_serving_in_the_foreground_announces_one_line_and_ends_on_interrupt() -> None:
    lines: list[str] = []
    demo = DemoServer(DemoOptions(key="sk-mine", empty=True))

    def interrupted(line: str) -> None:
        lines.append(line)
        assert httpx.get(f"{demo.url}/v1/health", trust_env=False).status_code == 200
        raise KeyboardInterrupt

    demo.serve_forever(interrupted)
    assert len(lines) == 1
    assert "http://127.0.0.1:" in lines[0]
    assert "sk-mine" in lines[0]


def test_any_host_header_is_taken_and_links_still_point_here(demo: DemoServer) -> None:
    with client(demo) as asking:
        answer = asking.get("/v1/repo/yoda_repo/bakes/coder_v6/download", headers={"host": "bapi.bread.com.ai"})
    url = answer.json()["url"]
    assert url.startswith(f"{demo.url}/weights/")
    whole = httpx.get(url, trust_env=False)
    assert whole.status_code == 200
    assert int(whole.headers["content-length"]) == len(whole.content) > 2_000_000


def test_jobs_follow_the_clock_that_is_handed_in() -> None:
    seconds = [100.0]
    path = "/v1/repo/yoda_repo/bakes/coder_v7/metrics"
    with DemoServer(clock=lambda: seconds[0]) as demo, client(demo) as asking:
        first = len(asking.get(path).json())
        assert len(asking.get(path).json()) == first
        seconds[0] += 87
        assert 9 <= len(asking.get(path).json()) - first <= 11


def test_a_big_demo_starts_within_two_seconds_of_work() -> None:
    began = time.process_time()
    with DemoServer(DemoOptions(bakes=10_000, metrics=100_000)):
        took = time.process_time() - began
    assert took < 2


def _slow() -> Fault:
    return Fault(delay_seconds=SLOW_SECONDS)


def _ignoring_errors(waiting: httpx.Client) -> None:
    with pytest.raises(httpx.TransportError):
        waiting.get("/v1/repo")


def test_the_port_is_open_until_the_server_has_ended_though_the_wait_for_it_was_interrupted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ports: list[int] = []
    shut = _LoopbackServer.shutdown

    async def slow(self: _LoopbackServer, sockets: list[socket.socket] | None = None) -> None:
        for _ in range(1000):
            await asyncio.sleep(0)
        ports.extend(each.fileno() for each in sockets or [])
        await shut(self, sockets)

    monkeypatch.setattr(_LoopbackServer, "shutdown", slow)
    demo = DemoServer(DemoOptions(empty=True))
    demo.serve_forever(lambda _: threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start())
    assert len(ports) == 1
    assert ports[0] >= 0
