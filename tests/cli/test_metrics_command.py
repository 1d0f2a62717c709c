"""`breadtui metrics` run against a demo service over loopback: forms, plots, and what is refused."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import httpx
import pytest

from breadtui.cli.main import main
from breadtui.commands import exits
from breadtui.demo.serve import DemoServer
from tests.cli.prompt_runs import KEY, Ran

PLACE = "yoda_repo/yoda_v1"


class Runs:
    def __init__(self, demo: DemoServer, capsys: pytest.CaptureFixture[str]) -> None:
        self._demo, self._capsys = demo, capsys

    def __call__(self, *words: str) -> Ran:
        code = main(["metrics", *words])
        found = self._capsys.readouterr()
        return Ran(code, found.out, found.err)

    def sent(self) -> list[dict[str, object]]:
        url = f"{self._demo.url}/v1/repo/yoda_repo/bakes/yoda_v1/metrics"
        rows: list[dict[str, object]] = httpx.get(url, headers={"Authorization": f"Bearer {KEY}"}).json()
        return rows


@pytest.fixture
def ran(demo: DemoServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Runs:
    monkeypatch.setenv("BREAD_BASE_URL", demo.url)
    monkeypatch.setenv("BREAD_API_KEY", KEY)
    for name in ("LC_ALL", "LC_CTYPE", "LANG", "BREADTUI_ASCII"):
        monkeypatch.delenv(name, raising=False)
    return Runs(demo, capsys)


def test_rows_are_those_of_the_service_in_each_form(ran: Runs) -> None:
    sent = ran.sent()
    assert len(sent) == 75
    whole, lines, table = ran(PLACE, "--json"), ran(PLACE), ran(PLACE, "--csv")
    assert json.loads(whole.out) == sent == [json.loads(line) for line in lines.out.splitlines()]
    rows = list(csv.DictReader(table.out.splitlines()))
    assert [float(row["loss"]) for row in rows] == [row["loss"] for row in sent]
    assert {one.err for one in (whole, lines, table)} == {"breadtui: 75 rows written.\n"}


def test_a_plot_has_the_asked_size_and_nothing_that_a_terminal_obeys(ran: Runs) -> None:
    done = ran(PLACE, "--plot", "--width", "60", "--height", "12")
    lines = done.out.splitlines()
    assert lines[0] == "yoda_repo/yoda_v1  loss · x=step ── 75 of 75 points"
    assert len(lines) == 12
    assert max(map(len, lines)) <= 60
    assert "\x1b" not in done.out
    assert "step 75  loss" in done.out
    assert any("⠀" < mark <= "⣿" for mark in done.out)
    assert done.err == "breadtui: 75 points drawn.\n"


def test_a_plot_is_ascii_where_the_locale_is_not_utf_8(ran: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    done = ran(PLACE, "--plot", "--metric", "lr", "--log")
    assert done.out.isascii()
    assert done.out.startswith("yoda_repo/yoda_v1  lr | log | x=step -- 75 of 75 points\n")
    assert len(done.out.splitlines()) == 20


def test_curves_are_drawn_with_what_was_asked_for(ran: Runs) -> None:
    drawn = {markers: ran(PLACE, "--plot", "--markers", markers).out for markers in ("braille", "block", "ascii")}
    assert any("⠀" < mark <= "⣿" for mark in drawn["braille"])
    assert set("▖▘▌▗▄▚▙▝▞▀▛▐▟▜█") & set(drawn["block"].partition("└")[0])
    assert drawn["ascii"].isascii()


def test_an_average_says_so_and_has_the_raw_values_beside_it(ran: Runs) -> None:
    done = ran(PLACE, "--plot", "--ema", "0.95")
    assert done.out.startswith("yoda_repo/yoda_v1  loss · ema .95 · x=step ── 75 of 75 points\n")
    assert "(raw 1." in done.out


def test_along_epochs_and_time(ran: Runs) -> None:
    assert "x=epoch" in ran(PLACE, "--plot", "--x", "epoch").out
    assert "x=time" in ran(PLACE, "--plot", "--x", "time").out


def test_a_files_ending_says_what_is_written_to_it(ran: Runs, tmp_path: Path) -> None:
    for name, begins in (("a.csv", "iter,"), ("a.json", "[\n{"), ("a.log", '{"'), ("a.txt", "yoda_repo/yoda_v1  loss")):
        done = ran(PLACE, "-o", str(tmp_path / name))
        assert (done.code, done.out) == (exits.OK, "")
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    again = ran(PLACE, "-o", str(tmp_path / "a.csv"))
    assert (again.code, "--force" in again.err) == (exits.USAGE, True)
    assert ran(PLACE, "-o", str(tmp_path / "a.csv"), "--force").code == exits.OK


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("yoda_repo/nobody",), exits.REFUSED, "no metrics"),
        ((PLACE, "--plot", "--metric", "joy\x1b[2J"), exits.REFUSED, "these are: loss, lr"),
        ((PLACE, "--plot", "--metric", ""), exits.REFUSED, "'' is not logged as numbers"),
        ((PLACE, "--csv", "--log"), exits.USAGE, "--log is of a plot"),
        ((PLACE, "--csv", "--ema", "0"), exits.USAGE, "--ema is of a plot"),
        ((PLACE, "--plot", "--ema", "1"), exits.USAGE, "'1' is no number from 0 to below 1"),
        ((PLACE, "--csv", "--json"), exits.USAGE, "not allowed with"),
        ((PLACE, "--plot", "--width", "0"), exits.USAGE, "whole number"),
        (("yoda_repo",), exits.USAGE, "REPO/BAKE"),
    ],
)
def test_what_cannot_be_done_says_why_and_writes_nothing(
    ran: Runs, words: tuple[str, ...], code: int, says: str
) -> None:
    done = ran(*words)
    assert (done.code, done.out) == (code, "")
    assert says in done.err
    assert "\x1b" not in done.err
