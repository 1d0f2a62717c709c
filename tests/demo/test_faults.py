from collections.abc import Iterator

import httpx
import pytest

from breadtui.demo.faults import Drop, Fault
from breadtui.demo.serve import DemoOptions, DemoServer


@pytest.fixture
def demo() -> Iterator[DemoServer]:
    with DemoServer(DemoOptions(instant=True)) as started:
        yield started


@pytest.fixture
def asking(demo: DemoServer) -> Iterator[httpx.Client]:
    headers = {"authorization": f"Bearer {demo.key}"}
    with httpx.Client(base_url=demo.url, headers=headers, trust_env=False) as client:
        yield client


def test_the_next_answers_of_a_path_fail_and_then_recover(demo: DemoServer, asking: httpx.Client) -> None:
    demo.faults.add("/tree$", Fault(status=503, headers={"retry-after": "2"}), times=2)
    answers = [asking.get("/v1/repo/yoda_repo/tree") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [503, 503, 200]
    assert answers[0].headers["retry-after"] == "2"
    assert answers[0].json() == {"message": "Service unavailable", "code": None}
    assert asking.get("/v1/repo/yoda_repo").status_code == 200


def test_a_fault_can_be_for_one_method_and_carry_any_body(demo: DemoServer, asking: httpx.Client) -> None:
    fault = Fault(status=502, body=b"<html>proxy</html>", headers={"content-type": "text/html"})
    demo.faults.add("/v1/repo$", fault, method="POST")
    assert asking.get("/v1/repo").status_code == 200
    refused = asking.post("/v1/repo", json={"repo_name": "x"})
    assert (refused.status_code, refused.text) == (502, "<html>proxy</html>")
    assert refused.headers["content-type"] == "text/html"


def test_payment_can_be_asked_for(demo: DemoServer, asking: httpx.Client) -> None:
    demo.faults.add("/rollout$", Fault(status=402))
    refused = asking.post("/v1/repo/yoda_repo/targets/next_idea/rollout")
    assert (refused.status_code, refused.json()["code"]) == (402, "PAYMENT_REQUIRED")


def test_an_answer_can_be_late(demo: DemoServer, asking: httpx.Client) -> None:
    demo.faults.add("/v1/repo$", Fault(delay_seconds=5.0))
    with pytest.raises(httpx.ReadTimeout):
        asking.get("/v1/repo", timeout=0.1)
    assert asking.get("/v1/repo").status_code == 200


@pytest.mark.parametrize("drop", ["before", "after", "cut"])
def test_a_connection_can_be_dropped(demo: DemoServer, asking: httpx.Client, drop: Drop) -> None:
    demo.faults.add("/v1/repo$", Fault(drop=drop), times=None)
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        asking.post("/v1/repo", json={"repo_name": f"lost_{drop}"})
    demo.faults.clear()
    repos = asking.get("/v1/repo").json()["repos"]
    assert (f"lost_{drop}" in repos) is (drop != "before")


def test_a_download_that_is_cut_can_be_resumed(demo: DemoServer, asking: httpx.Client) -> None:
    url = asking.get("/v1/repo/yoda_repo/bakes/coder_v6/download").json()["url"]
    demo.faults.add("^/weights/", Fault(drop="cut"))
    received = bytearray()
    with httpx.stream("GET", url, trust_env=False) as cut, pytest.raises(httpx.RemoteProtocolError):
        _read_into(received, cut)
    size = int(cut.headers["content-length"])
    assert len(received) == size // 2
    headers = {"range": f"bytes={len(received)}-", "if-range": cut.headers["etag"]}
    rest = httpx.get(url, headers=headers, trust_env=False)
    assert rest.status_code == 206
    whole = httpx.get(url, trust_env=False).content
    assert bytes(received) + rest.content == whole


def test_the_first_fitting_fault_is_used_up_first(demo: DemoServer, asking: httpx.Client) -> None:
    demo.faults.add("/v1/repo", Fault(status=500))
    demo.faults.add("/v1/repo", Fault(status=429))
    assert [asking.get("/v1/repo").status_code for _ in range(3)] == [500, 429, 200]


def _read_into(received: bytearray, answer: httpx.Response) -> None:
    for part in answer.iter_bytes():
        received += part
