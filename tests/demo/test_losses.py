import json
from statistics import fmean, pstdev

import pytest

from breadtui.demo.baking import Course, moment
from breadtui.demo.losses import Curve, Log, learning_rate, loss

TOTAL = 400
COURSE = Course(seed=11, total=TOTAL, seconds=TOTAL * 8.7)


def losses(curve: Curve, *, seed: int = 11) -> list[float]:
    return [loss(curve, seed, step, TOTAL) for step in range(1, TOTAL + 1)]


def test_losses_lie_where_real_ones_do_and_fall() -> None:
    series = losses(Curve())
    assert all(5e-8 < value < 4e-6 for value in series)
    assert fmean(series[:20]) > 5 * fmean(series[-20:])


def test_noise_calms_down() -> None:
    flat = Curve(start=1e-6, floor=1e-6)
    series = losses(flat)
    assert pstdev(series[:100]) > 1.3 * pstdev(series[-100:])


def test_a_diverging_bake_ends_above_its_start() -> None:
    series = losses(Curve(diverges_at=0.35))
    assert fmean(series[-20:]) > 2 * fmean(series[:20])
    assert min(series) < series[0] / 2


def test_the_learning_rate_warms_up_and_decays() -> None:
    rates = [learning_rate(Curve(learning_rate=1e-3), step, TOTAL) for step in range(1, TOTAL + 1)]
    peak = rates.index(max(rates))
    assert 0.03 < peak / TOTAL < 0.07
    assert rates[-1] < 0.05 * max(rates) <= 0.05 * 1e-3
    assert rates[0] < rates[peak // 2] < rates[peak]


def test_a_log_row_has_the_recorded_keys_and_the_real_step_time() -> None:
    rows = json.loads(Log(Curve(epochs=2), COURSE).rows_json(TOTAL))
    assert set(rows[0]) == {
        "epoch", "iter", "loss", "lr", "seqlen", "iter_time", "step_time", "iter_tflops", "step_tflops",
    }  # fmt: skip
    assert [row["iter"] for row in rows] == list(range(1, TOTAL + 1))
    assert {row["epoch"] for row in rows} == {0, 1}
    assert rows[99]["step_time"] == pytest.approx(moment(COURSE, 100) - moment(COURSE, 99), abs=1e-4)
    assert fmean(row["step_time"] for row in rows) == pytest.approx(8.7, rel=0.02)


def test_a_log_grows_without_changing_what_was_written() -> None:
    log = Log(Curve(), COURSE)
    early = json.loads(log.rows_json(10))
    late = json.loads(log.rows_json(25))
    assert late[:10] == early
    assert json.loads(log.rows_json(10)) == early


def test_the_loss_summary_agrees_with_the_rows() -> None:
    log = Log(Curve(), COURSE)
    values = [row["loss"] for row in json.loads(log.rows_json(50))]
    assert log.summary(50) == {
        "latest_loss": values[-1],
        "final_loss": values[-1],
        "min_loss": min(values),
        "max_loss": max(values),
    }
    assert log.summary(0) is None
