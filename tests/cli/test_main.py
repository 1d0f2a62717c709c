"""The front door as a script meets it: streams, exit codes, and nothing of the key."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from breadtui import __version__
from breadtui.cli.main import main
from breadtui.commands import exits
from breadtui.demo.serve import DemoOptions, DemoServer

KEY = "sk-demo-0123456789abcdef"


@dataclass(frozen=True)
class Ran:
    """What one run left."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoServer]:
    with DemoServer(DemoOptions(key=KEY, instant=True)) as server:
        yield server


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> "Runs":
    def run_main(*words: str, **environ: str) -> Ran:
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        code = main(words)
        found = capsys.readouterr()
        return Ran(code, found.out, found.err)

    return run_main


class Runs(Protocol):
    """Starts the front door with these words and variables."""

    def __call__(self, *words: str, **environ: str) -> Ran: ...


def at(demo: DemoServer, key: str = KEY) -> dict[str, str]:
    return {"BREAD_BASE_URL": demo.url, "BREAD_API_KEY": key}


def one_sentence(text: str) -> bool:
    return text.startswith("breadtui: ") and text.count("\n") == 1 and "Traceback" not in text


def test_status_lists_the_repositories_of_the_service(demo: DemoServer, run: Runs) -> None:
    ran = run("status", **at(demo))
    assert (ran.code, ran.err) == (exits.OK, "")
    assert "yoda_repo" in ran.out


def test_tree_as_json_is_one_object_with_every_repository(demo: DemoServer, run: Runs) -> None:
    ran = run("tree", "--json", **at(demo))
    assert ran.code == exits.OK
    repos = json.loads(ran.out)["repos"]
    assert {"yoda_repo", "support_agent"} <= {repo["name"] for repo in repos}
    assert all(repo["bakes"] for repo in repos)


def test_show_and_wait_agree_about_a_job_that_is_complete(demo: DemoServer, run: Runs) -> None:
    shown = run("show", "yoda_repo/coder_v1", "--json", **at(demo))
    assert json.loads(shown.out)["status"] == "complete"
    waited = run("wait", "yoda_repo/coder_v1", "--json", "--timeout", "5s", **at(demo))
    assert waited.code == exits.OK
    assert json.loads(waited.out)["outcome"] == "complete"


def test_wait_for_a_failed_job_ends_with_1(demo: DemoServer, run: Runs) -> None:
    ran = run("wait", "yoda_repo/wise_2", **at(demo))
    assert ran.code == exits.JOB_FAILED
    assert "failed" in ran.out
    assert one_sentence(ran.err)


def test_wait_runs_out_of_time_with_3(demo: DemoServer, run: Runs) -> None:
    ran = run("wait", "yoda_repo/coder_v7", "--timeout", "0", **at(demo))
    assert ran.code == exits.TIMEOUT


def test_a_job_that_is_not_there_is_told_with_6(demo: DemoServer, run: Runs) -> None:
    ran = run("show", "yoda_repo/nope", **at(demo))
    assert (ran.code, ran.out) == (exits.REFUSED, "")
    assert one_sentence(ran.err)


def test_a_wrong_key_is_told_with_5_by_its_last_letters_and_its_place(demo: DemoServer, run: Runs) -> None:
    ran = run("status", **at(demo, "sk-wrong-0123456789wxyz"))
    assert (ran.code, ran.out) == (exits.NOT_AUTHORISED, "")
    assert one_sentence(ran.err)
    assert "sk-…wxyz from BREAD_API_KEY" in ran.err
    assert "0123" not in ran.err


def test_no_key_is_told_with_5_before_anything_is_asked(run: Runs) -> None:
    ran = run("status", BREAD_BASE_URL="http://127.0.0.1:9")
    assert ran.code == exits.NOT_AUTHORISED
    assert "BREAD_API_KEY" in ran.err


def test_a_key_that_cannot_be_one_is_explained_and_not_echoed(run: Runs) -> None:
    ran = run("status", BREAD_API_KEY="sk-abcdef\nsk-ghijkl")
    assert ran.code == exits.NOT_AUTHORISED
    assert "line break" in ran.err
    assert "abcdef" not in ran.err


def test_a_service_that_is_not_there_is_told_with_4(run: Runs) -> None:
    ran = run("status", BREAD_BASE_URL="http://127.0.0.1:9", BREAD_API_KEY=KEY)
    assert (ran.code, ran.out) == (exits.NETWORK, "")
    assert one_sentence(ran.err)
    assert KEY not in ran.err


@pytest.mark.parametrize("url", ["http://bread.example", "ftp://x", "https://", "https://me:pw@bread.example"])
def test_an_address_that_cannot_work_is_told_with_2(run: Runs, url: str) -> None:
    ran = run("status", "--base-url", url, BREAD_API_KEY=KEY)
    assert ran.code == exits.USAGE
    assert one_sentence(ran.err)
    assert "pw" not in ran.err


def test_a_proxy_variable_that_cannot_work_is_named_with_2(run: Runs) -> None:
    ran = run("status", "--base-url", "https://bread.invalid", BREAD_API_KEY=KEY, ALL_PROXY="socks5://127.0.0.1:1")
    assert ran.code == exits.USAGE
    assert "ALL_PROXY" in ran.err


def test_a_wrong_value_in_the_configuration_is_told_with_2(run: Runs, home: Path) -> None:
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text("\nmouse = 3\n")
    ran = run("status", BREAD_API_KEY=KEY)
    assert ran.code == exits.USAGE
    assert one_sentence(ran.err)
    assert "config.toml, line 2: 'mouse' must be true or false" in ran.err


def test_remarks_go_to_stderr_and_leave_the_outcome_alone(demo: DemoServer, run: Runs, home: Path) -> None:
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_bytes(b"\x00")
    ran = run("status", "--json", **at(demo))
    assert ran.code == exits.OK
    assert "set aside" in ran.err
    json.loads(ran.out)


def test_the_key_of_bgit_is_good_for_the_demo(demo: DemoServer, run: Runs, home: Path) -> None:
    (home / ".bgit").mkdir()
    (home / ".bgit" / "config.json").write_text(json.dumps({"apiKey": KEY}))
    assert run("status", BREAD_BASE_URL=demo.url).code == exits.OK


def test_the_demo_in_this_process_needs_no_key(run: Runs) -> None:
    ran = run("tree", "yoda_repo", "--demo")
    assert ran.code == exits.OK
    assert "coder_v1" in ran.out


def test_the_cockpit_without_a_terminal_is_refused_with_2(run: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.isatty", lambda _: False)
    ran = run("--demo")
    assert (ran.code, ran.out) == (exits.USAGE, "")
    assert one_sentence(ran.err)
    assert "terminal" in ran.err


def test_a_missing_package_is_told_with_2(run: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    def torn(_: object) -> int:
        raise ModuleNotFoundError(name="httpx._client")

    monkeypatch.setattr("breadtui.cli.headless.run_headless", torn)
    ran = run("status")
    assert ran.code == exits.USAGE
    assert one_sentence(ran.err)
    assert "'httpx'" in ran.err


def test_a_missing_module_of_our_own_is_a_bug_and_surfaces(run: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    def torn(_: object) -> int:
        raise ModuleNotFoundError(name="breadtui.nowhere")

    monkeypatch.setattr("breadtui.cli.headless.run_headless", torn)
    with pytest.raises(ModuleNotFoundError):
        run("status")


def test_a_full_disk_behind_a_redirection_is_one_sentence(demo: DemoServer) -> None:
    with Path("/dev/full").open("w") as full:
        found = subprocess.run(
            [sys.executable, "-m", "breadtui", "plan", "yoda_repo/coder_v2"],
            env={**os.environ, **at(demo)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert found.returncode == exits.USAGE
    assert found.stderr == "breadtui: the outcome cannot be written (No space left on device).\n"


@pytest.mark.parametrize(
    ("closed", "is_silent"), [(">&-", True), ("2>&-", False), ("<&-", False), ("<&- >&- 2>&-", True)]
)
def test_a_stream_that_is_closed_from_the_start_changes_nothing_else(
    demo: DemoServer, closed: str, is_silent: bool
) -> None:
    command = f'exec "$0" -m breadtui plan yoda_repo/coder_v2 {closed}'
    found = subprocess.run(
        ["bash", "-c", command, sys.executable],
        env={**os.environ, **at(demo)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.returncode, found.stderr) == (exits.OK, "")
    assert (found.stdout == "") is is_silent


def test_a_place_without_a_name_is_told_for_every_command(run: Runs) -> None:
    for command in ("plan", "graph", "blame", "show"):
        found = run(command, "yoda_repo")
        assert found.code == exits.USAGE
        assert "it takes REPO/BAKE" in found.err


def test_ctrl_c_ends_a_command_quietly_with_130(run: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("breadtui.cli.headless.run_headless", interrupted)
    assert run("status") == Ran(exits.INTERRUPTED, "", "")


# From here on the real program is started.


def breadtui(*words: str, code: str | None = None, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *(["-c", code] if code else ["-m", "breadtui"]), *words]
    env = {"PATH": os.environ["PATH"], **environ}
    return subprocess.run(
        command, check=False, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60
    )


HEAVY = (
    "textual",
    "rich",
    "httpx",
    "pydantic",
    "platformdirs",
    "asyncio",
    "starlette",
    "uvicorn",
    "sqlite3",
    "tomllib",
)


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_are_light_and_need_no_home(option: str) -> None:
    code = (
        "import sys; from breadtui.cli.main import main; code = main(sys.argv[1:]); "
        f"print(*(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr); sys.exit(code)"
    )
    ran = breadtui(option, code=code)
    assert (ran.returncode, ran.stderr) == (0, "\n")
    assert {"--version": f"breadtui {__version__}", "--help": "exit codes"}[option] in ran.stdout


def test_the_script_passes_its_exit_code_on() -> None:
    ran = breadtui("--nonsense", LANG="C", HOME="/nonexistent")
    assert ran.returncode == exits.USAGE
    assert ran.stderr == "breadtui: there is no option '--nonsense'. See breadtui --help.\n"


def test_a_reader_that_leaves_early_ends_it_quietly(demo: DemoServer, home: Path) -> None:
    environ = {"PATH": os.environ["PATH"], "HOME": str(home), **at(demo)}
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "breadtui", "tree"]
    ran = subprocess.run(
        command, check=False, env=environ, stdout=writer, stderr=subprocess.PIPE, text=True, timeout=60
    )
    os.close(writer)
    assert (ran.returncode, ran.stderr) == (exits.PIPE_CLOSED, "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_demo_server_says_where_it_is_and_ends_quietly(number: signal.Signals) -> None:
    command = [sys.executable, "-m", "breadtui", "demo-server", "--port", "0", "--key", KEY, "--empty"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        assert re.fullmatch(rf"breadtui demo server at http://127\.0\.0\.1:\d+ key {KEY}\n", line)
        server.send_signal(number)
        assert server.wait(30) == 0
        assert server.communicate() == ("", "")


def test_a_port_that_is_taken_is_told_with_2(demo: DemoServer) -> None:
    ran = breadtui("demo-server", "--port", demo.url.rpartition(":")[2])
    assert ran.returncode == exits.USAGE
    assert one_sentence(ran.stderr)
