"""`breadtui download` as a process of its own on a demo over loopback: files, codes, stops and what goes on."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from breadtui.commands import exits
from breadtui.demo.faults import Fault
from breadtui.demo.serve import DemoOptions, DemoServer
from breadtui.demo.weights import archive

KEY = "sk-taking-0123456789"
BAKE = "yoda_repo/coder_v6"
NAME = "yoda_repo-coder_v6-354.tar.gz"
WEIGHTS = "^/weights/"
DEADLINE_SECONDS = 60.0
SLOW = Fault(delay_seconds=600.0)


def content(checkpoint: int = 354) -> bytes:
    return archive("yoda_repo", "coder_v6", checkpoint).content


@pytest.fixture
def demo() -> Iterator[DemoServer]:
    with DemoServer(DemoOptions(key=KEY, instant=True)) as served:
        yield served


@pytest.fixture
def folder(home: Path) -> Path:
    made = home / "down"
    made.mkdir()
    return made


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def begin(
    demo: DemoServer,
    folder: Path,
    *words: str,
    most_kilobytes: int | None = None,
    environ: Mapping[str, str] | None = None,
) -> subprocess.Popen[str]:
    """The program in that folder, its output to be read; `most_kilobytes` is how long a file may become."""
    environ = os.environ | {"BREAD_API_KEY": KEY, "BREAD_BASE_URL": demo.url} | dict(environ or {})
    command = [sys.executable, "-m", "breadtui", "download", *words]
    if most_kilobytes is not None:
        command = ["bash", "-c", f'ulimit -f {most_kilobytes}; exec "$@"', "bash", *command]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, env=environ, cwd=folder, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, text=True
    )


def done(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Its exit code, and what it wrote to both."""
    out, err = process.communicate(timeout=DEADLINE_SECONDS)
    return process.returncode, out, err


def half_done(demo: DemoServer, folder: Path) -> subprocess.Popen[str]:
    """One of which half is there, and whose next byte does not come."""
    demo.faults.add(WEIGHTS, Fault(drop="cut"))
    demo.faults.add(WEIGHTS, SLOW)
    process = begin(demo, folder, BAKE)
    end = time.monotonic() + DEADLINE_SECONDS
    while demo.faults._pending:
        assert time.monotonic() < end
        assert process.poll() is None
        time.sleep(0.02)  # noqa: TID251  another process sets no event
    return process


def test_the_newest_checkpoint_arrives_and_its_path_is_all_that_is_written_out(demo: DemoServer, folder: Path) -> None:
    code, out, err = done(begin(demo, folder, BAKE))
    assert (code, out) == (exits.OK, f"{folder / NAME}\n")
    assert (folder / NAME).read_bytes() == content()
    assert "checked by md5 (ETag)" in err
    assert names(folder) == [NAME]


def test_a_checkpoint_goes_to_the_file_that_was_named(demo: DemoServer, folder: Path) -> None:
    code, _, _ = done(begin(demo, folder, BAKE, "--checkpoint", "118", "-o", "one two.tgz"))
    assert code == exits.OK
    assert (folder / "one two.tgz").read_bytes() == content(118)


def test_a_folder_takes_the_usual_name(demo: DemoServer, folder: Path) -> None:
    (folder / "models").mkdir()
    code, out, _ = done(begin(demo, folder, BAKE, "-o", "models"))
    assert (code, out) == (exits.OK, f"{folder / 'models' / NAME}\n")


def test_json_says_each_change_and_ends_with_the_hash(demo: DemoServer, folder: Path) -> None:
    demo.faults.add(WEIGHTS, Fault(drop="cut"))
    code, out, _ = done(begin(demo, folder, BAKE, "--json"))
    assert code == exits.OK
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["standing"] for line in lines][-2:] == ["checking", "done"]
    assert "held" in {line["standing"] for line in lines}
    assert lines[-1]["sha256"] == hashlib.sha256(content()).hexdigest()
    assert "Signature" not in out


def test_the_link_is_written_whole_where_it_is_asked_for_and_nothing_else(demo: DemoServer, folder: Path) -> None:
    code, out, err = done(begin(demo, folder, BAKE, "--print-url"))
    assert (code, err, len(out.splitlines())) == (exits.OK, "", 1)
    assert out.startswith(f"{demo.url}/weights/yoda_repo/coder_v6/354.tar.gz?Expires=")
    assert names(folder) == []


def test_a_file_that_is_there_stays_without_force(demo: DemoServer, folder: Path) -> None:
    (folder / NAME).write_text("mine")
    code, out, err = done(begin(demo, folder, BAKE))
    assert (code, out) == (exits.USAGE, "")
    assert "--force replaces it" in err
    assert (folder / NAME).read_text() == "mine"
    assert done(begin(demo, folder, BAKE, "--force"))[0] == exits.OK
    assert (folder / NAME).read_bytes() == content()


def test_the_same_weights_that_are_there_already_are_enough(demo: DemoServer, folder: Path) -> None:
    (folder / NAME).write_bytes(content())
    code, out, err = done(begin(demo, folder, BAKE))
    assert (code, out) == (exits.OK, f"{folder / NAME}\n")
    assert "checked by md5 (ETag)); it was there already." in err
    code, out, _ = done(begin(demo, folder, BAKE, "--json"))
    assert code == exits.OK
    told = json.loads(out)
    assert (told["standing"], told["sha256"]) == ("done", hashlib.sha256(content()).hexdigest())
    (folder / NAME).write_bytes(content()[:-1] + b"x")
    assert done(begin(demo, folder, BAKE))[0] == exits.USAGE


def test_a_step_may_stand_behind_the_bake_as_it_is_told(demo: DemoServer, folder: Path) -> None:
    code, out, _ = done(begin(demo, folder, f"{BAKE}@118"))
    assert (code, out) == (exits.OK, f"{folder / 'yoda_repo-coder_v6-118.tar.gz'}\n")
    code, _, err = done(begin(demo, folder, f"{BAKE}@118", "--checkpoint", "354"))
    assert code == exits.USAGE
    assert "name it once" in err


def test_what_ends_with_a_slash_is_a_folder_that_is_made(demo: DemoServer, folder: Path) -> None:
    code, out, _ = done(begin(demo, folder, BAKE, "-o", "new/models/"))
    assert (code, out) == (exits.OK, f"{folder / 'new' / 'models' / NAME}\n")


def test_the_folder_of_the_settings_takes_what_nobody_placed(demo: DemoServer, folder: Path, home: Path) -> None:
    settings = home / "settings"
    settings.mkdir()
    (settings / "config.toml").write_text(f'download_folder = "{home / "weights"}"\n')
    environ = {"BREADTUI_CONFIG_DIR": str(settings)}
    code, out, _ = done(begin(demo, folder, BAKE, environ=environ))
    assert (code, out) == (exits.OK, f"{home / 'weights' / NAME}\n")
    code, out, _ = done(begin(demo, folder, BAKE, "-o", ".", environ=environ))
    assert (code, out) == (exits.OK, f"{folder / NAME}\n")


def test_a_log_says_why_it_waits_in_full_and_once(demo: DemoServer, folder: Path) -> None:
    demo.faults.add(WEIGHTS, Fault(drop="cut"))
    code, _, err = done(begin(demo, folder, BAKE))
    assert code == exits.OK
    waits = [line for line in err.splitlines() if "closed the connection before its answer was whole" in line]
    assert [line.split()[0] for line in waits] == ["held"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["yoda_repo/nobody"], exits.REFUSED),
        ([BAKE, "--checkpoint", "7"], exits.REFUSED),
        ([BAKE, "-o", "no/such/folder/file"], exits.USAGE),
        ([BAKE, "--checkpoint", "x"], exits.USAGE),
        (["yoda_repo"], exits.USAGE),
    ],
)
def test_what_cannot_be_has_its_code(demo: DemoServer, folder: Path, words: list[str], code: int) -> None:
    found, out, err = done(begin(demo, folder, *words))
    assert (found, out) == (code, "")
    assert err
    assert names(folder) == []


def test_wrong_weights_fail_by_the_check_and_are_kept_as_a_part(demo: DemoServer, folder: Path) -> None:
    demo.faults.add(WEIGHTS, Fault(is_spoiled=True))
    code, out, err = done(begin(demo, folder, BAKE))
    assert (code, out) == (exits.NETWORK, "")
    assert "its md5 is" in err
    assert names(folder) == [f"{NAME}.part", f"{NAME}.part.json"]
    assert done(begin(demo, folder, BAKE))[0] == exits.OK


def test_a_disk_that_is_full_ends_it_with_what_is_there_and_the_same_words_go_on(
    demo: DemoServer, folder: Path
) -> None:
    code, out, err = done(begin(demo, folder, BAKE, most_kilobytes=2000))
    assert (code, out) == (exits.USAGE, "")
    assert "cannot be written (file too large)" in err
    kept = (folder / f"{NAME}.part").stat().st_size
    assert 0 < kept <= 2000 * 1024
    assert done(begin(demo, folder, BAKE))[0] == exits.OK
    assert (folder / NAME).read_bytes() == content()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_one_that_is_stopped_leaves_a_part_that_the_same_words_go_on_with(
    demo: DemoServer, folder: Path, number: signal.Signals
) -> None:
    process = half_done(demo, folder)
    process.send_signal(number)
    code, _, err = done(process)
    if number is signal.SIGKILL:
        assert code == -signal.SIGKILL
    else:
        assert code == exits.INTERRUPTED
        assert "the same command goes on with it" in err
    kept = (folder / f"{NAME}.part").stat().st_size
    assert kept == len(content()) // 2
    code, _, err = done(begin(demo, folder, BAKE))
    assert code == exits.OK
    assert (folder / NAME).read_bytes() == content()


def test_of_two_at_once_one_is_told_that_the_other_does_it(demo: DemoServer, folder: Path) -> None:
    process = half_done(demo, folder)
    code, _, err = done(begin(demo, folder, BAKE))
    assert code == exits.CONFLICT
    assert "another process" in err
    process.send_signal(signal.SIGINT)
    assert done(process)[0] == exits.INTERRUPTED


def test_it_is_unpacked_beside_the_file_and_the_folder_is_what_is_written_out(demo: DemoServer, folder: Path) -> None:
    unpacked = folder / "yoda_repo-coder_v6-354"
    code, out, err = done(begin(demo, folder, BAKE, "--unpack"))
    assert (code, out) == (exits.OK, f"{unpacked}\n")
    assert f"unpacked to {unpacked}" in err
    assert names(folder) == [unpacked.name, NAME]
    assert "adapter_config.json" in names(unpacked)
    code, out, err = done(begin(demo, folder, BAKE, "--unpack"))
    assert (code, out) == (exits.USAGE, f"{folder / NAME}\n")
    assert f"not unpacked: {unpacked} is there already" in err


def test_json_ends_with_the_folder(demo: DemoServer, folder: Path) -> None:
    code, out, _ = done(begin(demo, folder, BAKE, "--unpack", "--json"))
    assert code == exits.OK
    assert json.loads(out.splitlines()[-1])["unpacked_to"] == str(folder / "yoda_repo-coder_v6-354")


def test_several_come_one_by_one_and_what_fails_alone_stops_no_other(demo: DemoServer, folder: Path) -> None:
    words = ["yoda_repo/coder_v6@118", "yoda_repo/coder_v7", BAKE]
    code, out, err = done(begin(demo, folder, *words, "-o", "models/"))
    first, last = (folder / "models" / name for name in ("yoda_repo-coder_v6-118.tar.gz", NAME))
    assert (code, out) == (exits.REFUSED, f"{first}\n{last}\n")
    assert "yoda_repo/coder_v7: It is not there" in err
    assert (first.read_bytes(), last.read_bytes()) == (content(118), content())


@pytest.mark.parametrize("file", ["one.tgz", "-"])
def test_several_have_no_room_in_one_file(demo: DemoServer, folder: Path, file: str) -> None:
    code, out, _ = done(begin(demo, folder, BAKE, "yoda_repo/coder_v5", "-o", file))
    assert (code, out) == (exits.USAGE, "")
    assert names(folder) == []
