"""`breadtui run --download`: the weights come home once the bake is through, whichever process sees that."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from breadtui.commands import exits
from breadtui.demo.weights import archive
from tests.cli.test_record import recording
from tests.cli.test_run_command import begin, ended, service, starts, until_started

DEADLINE_SECONDS = 60.0
REPO, NAME = "yoda_repo", "coder_v8"
BAKE = f"{REPO}/{NAME}"


@pytest.fixture(autouse=True)
def folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = home / "here"
    made.mkdir()
    monkeypatch.chdir(made)
    return made


def until_there(folder: Path) -> Path:
    """The one file that came, whole."""
    end, pause = time.monotonic() + DEADLINE_SECONDS, threading.Event()
    while not (found := list(folder.glob("*.tar.gz"))):
        assert time.monotonic() < end, list(folder.iterdir())
        pause.wait(0.1)
    return found[0]


def assert_whole(place: Path) -> None:
    step = int(place.name.removesuffix(".tar.gz").rpartition("-")[2])
    assert place.read_bytes() == archive(REPO, NAME, step).content


def test_the_weights_are_fetched_after_the_bake_and_also_where_that_was_through(home: Path, folder: Path) -> None:
    with service(instant=True) as demo:
        code, out, err = ended(begin(demo, home, "run", BAKE, "--yes", "--download"))
        assert code == exits.OK, err
        (place,) = folder.iterdir()
        assert out.splitlines()[-1] == str(place)
        assert_whole(place)
        place.unlink()
        code, _, err = ended(begin(demo, home, "run", BAKE, "--yes", "--download"))
        assert code == exits.OK, err
        assert "complete already" in err
        assert_whole(place)
        assert starts(demo) == [NAME]


@pytest.mark.parametrize("words", [(BAKE, "--no-wait"), (f"{REPO}/next_idea", "stim")])
def test_what_has_no_weights_in_the_end_is_refused(home: Path, folder: Path, words: tuple[str, ...]) -> None:
    with service(instant=True) as demo:
        code, _, err = ended(begin(demo, home, "run", *words, "--yes", "--download"))
        assert (code, starts(demo)) == (exits.USAGE, [])
        assert "--download waits for a bake" in err


def test_a_recorder_that_goes_on_with_the_run_fetches_them_too(home: Path, folder: Path) -> None:
    with service(job_seconds=5) as demo:
        process = begin(demo, home, "run", BAKE, "--yes", "--download")
        until_started(demo)
        process.kill()
        process.communicate()
        with recording(demo, home):
            assert_whole(until_there(folder))
        assert starts(demo) == [NAME]
