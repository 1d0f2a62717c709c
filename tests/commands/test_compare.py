"""`breadtui compare` against a service in memory: what is written, what is told, and the exit code."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from breadtui.cli.words.compare_text import renderer
from breadtui.cli.words.parsers import PARSERS
from breadtui.commands import exits
from breadtui.commands.reading import compare
from breadtui.config.folders import Folders
from breadtui.config.settings import Settings
from breadtui.domain.errors import NotFound
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.metric.record import MetricSeries, series_of_rows
from breadtui.domain.names import JobKey, Phase
from breadtui.export.tables.metric_rows_text import MetricForm
from tests.fakes.states import REPO, a_key, a_prompt_key
from tests.ui.screens.board_host import BAKES, ONE, RULES, STEPS, TWO, board_api, board_state, board_tree, rows_of

PATHS = [f"{bake.repo}/{bake.name}" for bake in BAKES]


class Run:
    """The command with what is typed after it."""

    def __init__(self, folder: Path) -> None:
        self.api = board_api()
        state = board_state()
        for bake in BAKES:
            self.api.jobs[bake] = state.jobs[bake].job
            self.api.series[bake] = series_of_rows(rows_of(bake))
        self.api.trees[REPO] = board_tree()
        self._settings = Settings(Folders(folder, folder))
        self.out, self.told = io.StringIO(), list[str]()

    async def __call__(self, *words: str, bakes: tuple[JobKey, ...] = BAKES, **args: Any) -> int:
        self.out.truncate(self.out.seek(0))
        found = PARSERS["compare"]().parse_args([*PATHS, *words])
        how = renderer(found, found.form or "table")
        arguments = compare.Arguments(bakes, args.pop("how", how), **args)
        return await compare.run(self.api, self._settings, arguments, self.out, tell=self.told.append)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


async def test_a_table_has_a_row_a_bake_and_the_settings_that_differ(run: Run) -> None:
    assert await run() == exits.OK
    lines = run.out.getvalue().splitlines()
    assert [line.split()[0] for line in lines[1:4]] == ["A", "B", "C"]
    assert any(line.startswith(" optimizer.learning_rate") for line in lines)
    assert run.told == ["380 rows of 3 bakes compared: 120 of coder_v1, 100 of coder_v2, 160 of coder_v3."]


async def test_a_table_says_of_what_it_is_and_where_its_cursor_rests(run: Run) -> None:
    assert await run("--x", "fraction", "--baseline", PATHS[1]) == exits.OK
    assert run.out.getvalue().splitlines()[4] == (
        "   loss · best = least · Δ against B · cursor at fraction 80%, newest of all"
    )
    failed = Job(TWO, JobStatus.FAILED, error="out of memory\non GPU 3")
    run.api.jobs[TWO] = failed
    await run("--metric", "lr", "--smoothing", "off")
    lines = run.out.getvalue().splitlines()
    assert lines[4].startswith("   lr · best = least · Δ against A · cursor at step 100, newest of all")
    assert lines[5] == "   B failed: out of memory␤on GPU 3"


async def test_a_plot_for_a_pipe_has_no_cursor_that_nobody_put(run: Run) -> None:
    assert await run("--plot", "--width", "70") == exits.OK
    assert "┊" not in run.out.getvalue()


async def test_json_has_exact_figures_and_their_differences(run: Run) -> None:
    assert await run("--json", "--baseline", PATHS[1]) == exits.OK
    body = json.loads(run.out.getvalue())
    assert body["baseline"] == PATHS[1]
    assert [bake["bake"] for bake in body["bakes"]] == PATHS
    assert [bake["points"] for bake in body["bakes"]] == [STEPS[bake] for bake in BAKES]
    losses = [row["loss"] for row in rows_of(TWO)]
    assert body["bakes"][1]["best"] == {"value": min(losses), "step": losses.index(min(losses)) + 1}
    assert body["bakes"][1]["best_delta_percent"] is None
    assert body["bakes"][0]["last_delta_percent"] == pytest.approx(
        100 * (rows_of(ONE)[-1]["loss"] - losses[-1]) / losses[-1]
    )


async def test_a_plot_is_as_wide_and_high_as_asked_and_has_no_colour(run: Run) -> None:
    assert await run("--plot", "--width", "70", "--height", "12", "--x", "descent") == exits.OK
    lines = run.out.getvalue().splitlines()
    assert len(lines) == 12
    assert max(map(len, lines)) <= 70
    assert "\x1b" not in run.out.getvalue()


@pytest.mark.parametrize(("form", "begins"), [("markdown", "# `loss` of 3 bakes"), ("svg", "<?xml")])
async def test_pages_and_pictures_go_into_a_pipe(run: Run, form: str, begins: str) -> None:
    assert await run(f"--{form}") == exits.OK
    assert run.out.getvalue().startswith(begins)


async def test_a_png_goes_into_a_file_and_nowhere_else(run: Run, tmp_path: Path) -> None:
    assert await run("--png") == exits.REFUSED
    assert "-o FILE.png" in run.told[-1]
    assert await run("--png", file=tmp_path / "a.png") == exits.OK
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert await run("--png", file=tmp_path / "a.png") == exits.USAGE
    assert "--force" in run.told[-1]
    assert await run("--png", file=tmp_path / "a.png", is_forced=True) == exits.OK


async def test_one_bake_and_nine_are_too_few_and_too_many(run: Run) -> None:
    assert await run(bakes=(ONE, ONE)) == exits.USAGE
    assert await run(bakes=tuple(a_key(f"v{number}") for number in range(9))) == exits.USAGE
    assert run.api.calls == []


async def test_a_bake_that_is_not_there_is_an_error_and_nothing_is_written(run: Run) -> None:
    with pytest.raises(NotFound):
        await run(bakes=(ONE, a_key("gone")))
    assert run.out.getvalue() == ""


async def test_a_metric_or_an_axis_that_is_not_logged_is_refused_with_what_there_is(run: Run) -> None:
    assert await run("--metric", "grad") == exits.REFUSED
    assert "there is loss, lr, step_time, epoch" in run.told[-1]
    for bake in BAKES:
        run.api.series[bake] = series_of_rows([{"iter": 1, "loss": 1.0}])
    assert await run("--x", "time") == exits.REFUSED


async def test_four_are_asked_for_at_once_and_no_more(run: Run) -> None:
    keys = tuple(a_key(f"v{number}") for number in range(8))
    run.api.jobs |= {key: Job(key, JobStatus.COMPLETE) for key in keys}
    assert await run(bakes=keys) == exits.OK
    assert run.api.most_at_once == 4


async def test_each_bake_is_asked_once_and_each_repository(run: Run) -> None:
    await run()
    names = [name for name, _ in run.api.calls]
    assert {name: names.count(name) for name in names} == {"job": 3, "metrics": 3, "tree": 1}


def with_texts(run: Run) -> None:
    """The targets and prompts of the three can be read as well."""
    state = board_state()
    for key, remote in state.targets.items():
        run.api.targets[key] = remote.value  # type: ignore[union-attr]  # they are ready
    for prompt, text in state.prompts.items():
        run.api.prompts[prompt] = text.value  # type: ignore[union-attr]


async def test_prompts_are_held_against_the_baselines_where_that_is_asked(run: Run) -> None:
    with_texts(run)
    assert await run(has_prompts=True) == exits.OK
    lines = run.out.getvalue().splitlines()
    assert sum(f"+ {RULES[1]}" in line for line in lines) == 1
    assert any("teach_1 → teach_3" in line for line in lines)
    asked = [name for name, _ in run.api.calls]
    assert {name: asked.count(name) for name in ("target", "prompt")} == {"target": 3, "prompt": 4}


async def test_a_prompt_that_cannot_be_read_says_so_and_the_rest_is_there(run: Run) -> None:
    with_texts(run)
    run.api.prompts.pop(a_prompt_key("teach_2"))
    assert await run("--json", has_prompts=True) == exits.OK
    body = json.loads(run.out.getvalue())
    notes = [note for pair in body["prompts"] for part in pair["prompts"] for note in part["notes"]]
    assert any("teach_2" in note and "not on the service" in note for note in notes)
    assert body["prompts"][1]["changes"] == 1


async def test_questions_come_with_the_answers_of_each_those_that_most_share_first(run: Run) -> None:
    assert await run(questions_count=2) == exits.OK
    text = run.out.getvalue()
    assert " question 1 of 3   taught to all 3" in text
    assert all(words in text for words in ("Read the error first.", "Name the sky.", "failing sky"))
    assert "Only here?" not in text
    assert run.told[-1].endswith("160 of coder_v3. 2 of 3 questions.")
    assert [name for name, _ in run.api.calls].count("output_page") == 3


async def test_a_rollout_that_cannot_be_read_is_told_and_the_others_are_there(run: Run) -> None:
    run.api.fail_always("output_page", NotFound("no rows", status=404), a_key("lesson_2", Phase.ROLLOUT))
    assert await run("--json", questions_count=9) == exits.OK
    body = json.loads(run.out.getvalue())
    assert any(note.startswith("lesson_2: ") for note in body["notes"])
    assert [[answer["letter"] for answer in question["answers"]] for question in body["questions"]] == [
        ["A", "C"],
        ["A"],
        ["A"],
    ]


async def test_a_bake_without_a_log_is_in_the_table_with_the_reason(run: Run) -> None:
    run.api.series[TWO] = MetricSeries()
    assert await run() == exits.OK
    assert "no metrics" in run.out.getvalue().splitlines()[2]
    assert run.told == ["280 rows of 3 bakes compared: 120 of coder_v1, 0 of coder_v2, 160 of coder_v3."]


@pytest.mark.parametrize("form", MetricForm)
async def test_every_row_of_every_log_is_written_with_its_bake(run: Run, form: MetricForm) -> None:
    assert await run(how=form) == exits.OK
    lines = run.out.getvalue().splitlines()
    assert sum(PATHS[2] in line for line in lines) == STEPS[BAKES[2]]
    assert run.told == ["380 rows of 3 bakes: 120 of coder_v1, 100 of coder_v2, 160 of coder_v3."]
