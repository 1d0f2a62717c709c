"""`breadtui record` and the status line as processes of their own on a demo over loopback."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from breadtui.cli.record_unit import unit_of
from breadtui.cli.words.line import parse
from breadtui.commands import exits
from breadtui.config.secret import Secret
from breadtui.demo.faults import Fault
from breadtui.demo.serve import DemoServer
from breadtui.journal.account import account_id
from breadtui.journal.recorder_peek import recorder_at
from tests.cli.test_run_command import KEY, PLACE, begin, ended, environ_of, service, starts, until_started

DEADLINE_SECONDS = 60.0
UNNEEDED = (
    "asyncio",
    "httpx",
    "pydantic",
    "textual",
    "breadtui.api",
    "breadtui.store.ports.service",
    "breadtui.domain.recipe",
)
"""tmux asks for the line every few seconds."""


@contextmanager
def recording(demo: DemoServer, home: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """The recorder at work: its first line was read."""
    process = begin(demo, home, "record", *words)
    try:
        assert process.stdout is not None
        assert process.stdout.readline(), "nothing was told"
        yield process
    finally:
        process.kill()
        process.communicate()


def until_counted(demo: DemoServer, home: Path) -> None:
    """Wait until the recorder has seen every repository once."""
    folder, deadline, pause = home / "state", time.monotonic() + DEADLINE_SECONDS, threading.Event()
    account = account_id(demo.url, Secret(KEY))
    while time.monotonic() < deadline:
        found = recorder_at(folder, account, datetime.now(UTC))
        if found is not None and found.bearing.tally is not None:
            return
        pause.wait(0.05)
    pytest.fail("the recorder never counted")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_it_in_order_and_the_next_one_may_begin(tmp_path: Path, number: signal.Signals) -> None:
    with service(speed=20) as demo:
        with recording(demo, tmp_path) as process:
            process.send_signal(number)
            assert process.wait(DEADLINE_SECONDS) == exits.OK
        with recording(demo, tmp_path, "--json"):
            pass


def test_a_chain_whose_window_was_killed_goes_on_in_the_recorder_and_starts_nothing_twice(tmp_path: Path) -> None:
    with service(job_seconds=4) as demo:
        window = begin(demo, tmp_path, "run", PLACE, "stim", "rollout", "--yes")
        until_started(demo)
        window.kill()
        window.communicate()
        with recording(demo, tmp_path, "--json") as process:
            assert process.stdout is not None
            notes: list[str] = []
            while not any("is done" in note for note in notes):
                notes += [json.loads(process.stdout.readline())["detail"] or ""]
            assert starts(demo) == ["stim", "rollout"]


def test_it_says_at_once_what_is_recorded_and_how_that_ends(tmp_path: Path) -> None:
    with service() as demo:
        process = begin(demo, tmp_path, "record", "yoda_repo")
        try:
            assert process.stderr is not None
            assert "yoda_repo is recorded until ctrl+c or SIGTERM" in process.stderr.readline()
        finally:
            process.kill()
            process.communicate()


def test_each_line_is_an_event_and_json_where_asked_for(tmp_path: Path) -> None:
    with service(speed=20) as demo:
        process = begin(demo, tmp_path, "record", "yoda_repo", "--json")
        try:
            assert process.stdout is not None
            told = json.loads(process.stdout.readline())
        finally:
            process.kill()
            process.communicate()
        assert (told["repo"], told["what"], told["kind"]) == ("yoda_repo", "running", "bake")
        assert told["at"].endswith("Z")


def test_a_second_recorder_of_the_account_is_told_of_the_first_and_a_killed_one_is_taken_over(tmp_path: Path) -> None:
    with service() as demo, recording(demo, tmp_path) as first:
        code, out, err = ended(begin(demo, tmp_path, "record"))
        assert (code, out) == (exits.CONFLICT, "")
        assert f"process {first.pid}" in err
        first.kill()
        first.wait()
        with recording(demo, tmp_path):
            pass


def test_a_refused_key_is_five(tmp_path: Path) -> None:
    with service() as demo:
        demo.faults.add("/", Fault(status=401), times=None)
        code, _, err = ended(begin(demo, tmp_path, "record"))
        assert code == exits.NOT_AUTHORISED
        assert "the key was refused" in err


def test_the_status_line_is_told_by_the_recorder_without_a_question_to_the_service(tmp_path: Path) -> None:
    with service() as demo, recording(demo, tmp_path):
        until_counted(demo, tmp_path)
        before = len([path for _, path in demo.faults.requests if path == "/v1/repo"])  # type: ignore[attr-defined]
        demo.faults.add("/", Fault(status=500), times=None)
        code, out, err = ended(begin(demo, tmp_path, "status", "--oneline"))
        assert (code, err) == (exits.OK, "")
        assert " run" in out
        assert len(out.splitlines()) == 1
        after = len([path for _, path in demo.faults.requests if path == "/v1/repo"])  # type: ignore[attr-defined]
        assert after == before


def test_a_line_that_the_recorder_tells_loads_neither_the_client_nor_the_store(tmp_path: Path) -> None:
    with service() as demo, recording(demo, tmp_path):
        until_counted(demo, tmp_path)
        code = (
            "import sys; from breadtui.cli.main import main; code = main(['status', '--oneline']); "
            f"print(*(name for name in {UNNEEDED!r} if name in sys.modules)); sys.exit(code)"
        )
        ran = subprocess.run(
            [sys.executable, "-c", code], env=environ_of(demo, tmp_path), capture_output=True, text=True, check=True
        )
        line, loaded = ran.stdout.splitlines()
        assert " run" in line
        assert loaded == ""


def test_without_a_recorder_the_status_line_is_asked_for(tmp_path: Path) -> None:
    with service() as demo:
        code, out, _ = ended(begin(demo, tmp_path, "status", "--oneline", "--json"))
        told = json.loads(out)
        assert code == exits.OK
        assert told["running"] >= 1
        assert told["queued"] == 0  # the tree calls bakes pending that nobody started
        assert told["repos"] == 4
        demo.faults.add("/", Fault(status=500), times=None)
        code, out, _ = ended(begin(demo, tmp_path, "status", "--oneline"))
        assert (code, out) == (exits.NETWORK, "")


def test_the_status_line_is_about_all_repositories(tmp_path: Path) -> None:
    with service() as demo:
        code, out, err = ended(begin(demo, tmp_path, "status", "yoda_repo", "--oneline"))
        assert (code, out) == (exits.USAGE, "")
        assert "all repositories" in err


def test_the_demo_in_this_process_is_not_recorded(tmp_path: Path) -> None:
    with service() as demo:
        code, _, err = ended(begin(demo, tmp_path, "record", "--demo"))
        assert code == exits.USAGE
        assert "nothing to record" in err


def test_the_unit_runs_what_was_typed_and_needs_no_key(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "breadtui", "record", "lab", "--profile", "work", "--print-unit"]
    done = subprocess.run(words, env={"HOME": str(tmp_path)}, capture_output=True, text=True, check=True)
    assert f"ExecStart={sys.executable} -m breadtui record lab --profile work\n" in done.stdout


def test_a_word_that_systemd_would_read_is_quoted() -> None:
    found: Namespace = parse(["record", '100% "it\'s" $x', "--print-unit"])
    assert 'record "100%% \\"it\'s\\" $$x"\n' in unit_of(found)
