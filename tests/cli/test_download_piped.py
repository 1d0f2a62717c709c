"""`breadtui download -o -`: weights that go into a pipe as they come."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from breadtui.commands import exits
from breadtui.demo.faults import Fault
from breadtui.demo.serve import DemoOptions, DemoServer
from breadtui.demo.weights import archive

KEY = "sk-taking-0123456789"
BAKE = "yoda_repo/coder_v6"
WEIGHTS = "^/weights/"
CONTENT = archive("yoda_repo", "coder_v6", 354).content


@pytest.fixture
def demo() -> Iterator[DemoServer]:
    with DemoServer(DemoOptions(key=KEY, instant=True)) as served:
        yield served


def piped(demo: DemoServer, *words: str, behind: str = "") -> tuple[int, bytes, str]:
    """The exit code of the program, what came out of the pipe, and what a person reads."""
    command = f'"$0" -m breadtui download {BAKE} -o - "$@" {behind}; exit "${{PIPESTATUS[0]}}"'
    found = subprocess.run(
        ["bash", "-c", command, sys.executable, *words],
        env=os.environ | {"BREAD_API_KEY": KEY, "BREAD_BASE_URL": demo.url},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return found.returncode, found.stdout, found.stderr.decode()


@pytest.mark.parametrize("cuts", [0, 3])
def test_the_weights_are_all_that_comes_out_however_often_the_line_is_cut(demo: DemoServer, cuts: int) -> None:
    for _ in range(cuts):
        demo.faults.add(WEIGHTS, Fault(drop="cut"))
    code, out, err = piped(demo)
    assert (code, out) == (exits.OK, CONTENT)
    assert "went into the pipe" in err
    assert "checked by md5 (ETag)" in err


def test_without_a_hash_the_archive_is_checked_as_it_goes(demo: DemoServer) -> None:
    demo.faults.add(WEIGHTS, Fault(retells={"etag": None}))
    code, out, err = piped(demo)
    assert (code, out) == (exits.OK, CONTENT)
    assert "checked by the archive's own checksum" in err


def test_what_was_sent_is_not_sent_again_where_it_has_to_begin_anew(demo: DemoServer) -> None:
    demo.faults.add(WEIGHTS, Fault(drop="cut"))
    demo.faults.add(WEIGHTS, Fault(revision=1), times=None)
    code, out, err = piped(demo)
    assert (code, out) == (exits.NETWORK, CONTENT[: len(CONTENT) // 2])
    assert "what went into the pipe cannot be taken back" in err


def test_wrong_weights_end_with_the_code_of_a_failure(demo: DemoServer) -> None:
    demo.faults.add(WEIGHTS, Fault(is_spoiled=True))
    code, _, err = piped(demo)
    assert code == exits.NETWORK
    assert "its md5 is" in err


def test_a_page_in_place_of_weights_never_reaches_the_pipe(demo: DemoServer) -> None:
    demo.faults.add(WEIGHTS, Fault(status=200, body=b"<html>Sign in</html>"))
    code, out, err = piped(demo)
    assert (code, out) == (exits.NETWORK, b"")
    assert "it is no .tar.gz" in err


def test_a_reader_that_has_enough_ends_it_quietly(demo: DemoServer) -> None:
    code, out, err = piped(demo, behind="| head -c 2")
    assert (code, out) == (exits.PIPE_CLOSED, CONTENT[:2])
    assert "Traceback" not in err


def test_json_would_write_among_the_weights_and_is_refused(demo: DemoServer) -> None:
    code, out, err = piped(demo, "--json")
    assert (code, out) == (exits.USAGE, b"")
    assert "where --json would write too" in err
