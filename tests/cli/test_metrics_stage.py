"""`breadtui metrics --stage` by its words: the journal of this machine, drawn and written, nothing asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from breadtui.cli.main import main
from breadtui.cli.words import metrics_stage
from breadtui.commands import exits
from tests.cli.prompt_runs import KEY
from tests.domain.test_stage_series import ROLLOUT, look
from tests.fakes.journal import MemoryJournal

PLACE = f"{ROLLOUT.repo}/{ROLLOUT.name}"


@pytest.fixture(autouse=True)
def journal(monkeypatch: pytest.MonkeyPatch) -> MemoryJournal:
    kept = MemoryJournal()
    kept.record_jobs([look(60.0 * at, 100 * at) for at in range(1, 6)])

    @contextmanager
    def opened(*_: object) -> Iterator[MemoryJournal]:
        yield kept

    monkeypatch.setattr(metrics_stage, "journal_of", opened)
    monkeypatch.setenv("BREAD_API_KEY", KEY)
    monkeypatch.setenv("BREAD_BASE_URL", "http://127.0.0.1:9")
    monkeypatch.delenv("BREADTUI_ASCII", raising=False)
    return kept


def test_it_is_drawn_with_a_heading_and_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["metrics", PLACE, "--stage", "rollout", "--plot", "--width", "70", "--height", "12"]) == exits.OK
    done = capsys.readouterr()
    lines = done.out.splitlines()
    assert lines[0] == f"{PLACE}  rollout · rows/s · x=time ── 5 looks"
    assert (len(lines), max(map(len, lines)) <= 70) == (12, True)
    assert done.err == "breadtui: 5 looks drawn.\n"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--stage", "stim", "--csv"), exits.REFUSED, "nobody saw the stim"),
        (("--stage", "rollout", "--plot", "--metric", "loss"), exits.REFUSED, "these are: percent, rows_per_second"),
        (("--stage", "rollout", "--plot", "--log"), exits.USAGE, "--log is of a training log"),
        (("--stage", "rollout", "--plot", "--x", "time"), exits.USAGE, "--x is of a training log"),
        (("--stage", "bake"), exits.USAGE, "invalid choice"),
    ],
)
def test_what_cannot_be_done_says_why(
    words: tuple[str, ...], code: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["metrics", PLACE, *words]) == code
    done = capsys.readouterr()
    assert done.out == ""
    assert says in done.err


def test_a_picture_and_ascii(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "pace.svg"
    assert main(["metrics", PLACE, "--stage", "rollout", "-o", str(file)]) == exits.OK
    assert "rows/s, rollout of" in file.read_text(encoding="utf-8")
    assert main(["metrics", PLACE, "--stage", "rollout", "--plot", "--markers", "ascii"]) == exits.OK
    assert capsys.readouterr().out.isascii()
