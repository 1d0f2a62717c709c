"""`breadtui run` and `wait` as processes of their own on a demo over loopback: one start, one driver, exact codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from breadtui.commands import exits
from breadtui.demo.faults import Fault
from breadtui.demo.serve import DemoOptions, DemoServer
from tests.journeys.cockpit import WatchedFaults

KEY = "sk-running-0123456789"
PLACE = "yoda_repo/next_idea"
DEADLINE_SECONDS = 60.0


class AlarmingFaults(WatchedFaults):
    """Says when the first start arrives."""

    def __init__(self) -> None:
        super().__init__()
        self.has_started = threading.Event()

    def take(self, method: str, path: str) -> Fault | None:
        """The same, and told."""
        fault = super().take(method, path)
        if method == "POST":
            self.has_started.set()
        return fault


@contextmanager
def service(**options: object) -> Iterator[DemoServer]:
    made = DemoServer(DemoOptions(**options))  # type: ignore[arg-type]  # options by name
    made.faults = AlarmingFaults()
    with made as demo:
        yield demo


def environ_of(demo: DemoServer, home: Path) -> dict[str, str]:
    return os.environ | {"BREAD_API_KEY": KEY, "BREAD_BASE_URL": demo.url, "HOME": str(home)}


def begin(demo: DemoServer, home: Path, *words: str) -> subprocess.Popen[str]:
    """The program, its output to be read."""
    environ = environ_of(demo, home)
    command = [sys.executable, "-m", "breadtui", *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environ, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, text=True)


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=DEADLINE_SECONDS)
    return process.returncode, out, err


def starts(demo: DemoServer) -> list[str]:
    assert isinstance(demo.faults, WatchedFaults)
    return [path.rpartition("/")[2] for method, path in demo.faults.requests if method == "POST"]


def until_started(demo: DemoServer) -> None:
    assert isinstance(demo.faults, AlarmingFaults)
    assert demo.faults.has_started.wait(DEADLINE_SECONDS), "nothing was started"


def test_stim_and_rollout_run_to_their_end_and_are_told(tmp_path: Path) -> None:
    with service(instant=True) as demo:
        code, out, err = ended(begin(demo, tmp_path, "run", PLACE, "stim", "rollout", "--yes", "--json"))
        assert code == exits.OK, err
        last = json.loads(out.splitlines()[-1])
        assert (last["phase"], last["status"], last["lines"]) == ("rollout", "complete", 40)
        assert starts(demo) == ["stim", "rollout"]
        code, _, err = ended(begin(demo, tmp_path, "run", PLACE, "stim", "rollout", "--yes"))
        assert (code, starts(demo)) == (exits.OK, ["stim", "rollout"])
        assert "complete already" in err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((PLACE, "rollout", "--yes"), exits.REFUSED),
        (("yoda_repo/nobody", "--yes"), exits.REFUSED),
        ((PLACE, "stim"), exits.USAGE),
        ((PLACE, "bread"), exits.USAGE),
        (("yoda_repo",), exits.USAGE),
    ],
)
def test_what_cannot_be_started_has_its_code_and_sends_nothing(
    tmp_path: Path, words: tuple[str, ...], code: int
) -> None:
    with service(instant=True) as demo:
        found, out, err = ended(begin(demo, tmp_path, "run", *words))
        assert (found, out, starts(demo)) == (code, "", []), err


def test_no_credits_are_six(tmp_path: Path) -> None:
    with service(instant=True) as demo:
        demo.faults.add("/stim$", Fault(status=402), method="POST")
        code, _, err = ended(begin(demo, tmp_path, "run", PLACE, "stim", "--yes"))
        assert code == exits.OUT_OF_CREDIT
        assert "Insufficient credits" in err


def test_a_start_that_was_accepted_and_never_answered_is_sent_once(tmp_path: Path) -> None:
    with service(instant=True) as demo:
        demo.faults.add("/stim$", Fault(drop="after"), method="POST")
        code, _, err = ended(begin(demo, tmp_path, "run", PLACE, "stim", "--yes"))
        assert (code, starts(demo)) == (exits.OK, ["stim"]), err


def test_a_reader_that_stops_reading_ends_it_with_its_code_and_the_run_is_kept(tmp_path: Path) -> None:
    with service(job_seconds=3) as demo:
        process = begin(demo, tmp_path, "run", PLACE, "stim", "rollout", "--yes", "--json")
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["phase"] == "stim"
        process.stdout.close()
        with process.stderr:
            err = process.stderr.read()
        assert (process.wait(DEADLINE_SECONDS), "Traceback" in err) == (exits.PIPE_CLOSED, False), err
        assert starts(demo) == ["stim"]
        code, _, err = ended(begin(demo, tmp_path, "run", PLACE, "stim", "rollout", "--yes"))
        assert (code, starts(demo)) == (exits.OK, ["stim", "rollout"]), err


def test_two_programs_never_drive_one_run(tmp_path: Path) -> None:
    with service(job_seconds=600) as demo:
        first = begin(demo, tmp_path, "run", PLACE, "stim", "rollout", "--yes")
        try:
            until_started(demo)
            code, _, err = ended(begin(demo, tmp_path, "run", PLACE, "stim", "rollout", "--yes"))
            assert (code, starts(demo)) == (exits.CONFLICT, ["stim"])
            assert "another window goes on with the chain to rollout of next_idea" in err
        finally:
            first.kill()
            first.communicate()


def test_a_run_that_was_killed_goes_on_by_the_same_words_and_starts_nothing_twice(tmp_path: Path) -> None:
    with service(job_seconds=3) as demo:
        first = begin(demo, tmp_path, "run", PLACE, "stim", "rollout", "--yes")
        until_started(demo)
        first.kill()
        first.communicate()
        code, _, err = ended(begin(demo, tmp_path, "run", PLACE, "stim", "rollout", "--yes"))
        assert (code, starts(demo)) == (exits.OK, ["stim", "rollout"]), err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_ends_between_two_calls(tmp_path: Path, number: signal.Signals) -> None:
    with service(job_seconds=600) as demo:
        process = begin(demo, tmp_path, "run", PLACE, "stim", "rollout", "--yes")
        until_started(demo)
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(number)
        code, _, err = ended(process)
        assert (code, starts(demo)) == (exits.INTERRUPTED, ["stim"])
        assert "what runs on the service goes on there" in err


def test_wait_takes_targets_and_bakes_together(tmp_path: Path) -> None:
    with service() as demo:
        code, out, err = ended(begin(demo, tmp_path, "wait", "yoda_repo/coder_v1", "yoda_repo/coder_set_1"))
        assert code == exits.OK, err
        assert {" ".join(line.split()[1:4]) for line in out.splitlines()} == {
            "yoda_repo/coder_v1 bake complete",
            "yoda_repo/coder_set_1 rollout complete",
        }
