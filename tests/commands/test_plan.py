"""`breadtui plan`: written out, checked, dry-run, run, stopped; words apart from the outcome."""

from __future__ import annotations

import asyncio
import io
import json
import os
import signal
from pathlib import Path

import pytest
import yaml

from breadtui.cli.joining import api_for
from breadtui.commands.running import plan
from breadtui.commands.running.plan_arguments import Arguments, Form
from breadtui.config.folders import Folders
from breadtui.config.secret import Secret
from breadtui.config.settings import Settings
from breadtui.demo.serve import DemoOptions, DemoServer
from breadtui.domain.errors import OutOfCredit, Unauthorized
from breadtui.domain.names import JobKey, Phase, RepoName, TargetKey, TargetName
from tests.store.oven import AWAY, KEY, Oven

SETTINGS = Settings(Folders(Path("/nowhere"), Path("/nowhere")))


class Shell:
    """Runs the command on an oven and keeps what it said."""

    def __init__(self, oven: Oven | None = None) -> None:
        self.oven = oven or Oven()
        self.out = io.StringIO()
        self.said: list[str] = []

    async def types(self, *answers: bool, answer: bool | None = None, seconds: float = 600, **parts: object) -> int:
        args = Arguments(KEY, **parts)  # type: ignore[arg-type]  # by name
        given = iter(answers or ([] if answer is None else [answer]))

        def answered(question: str) -> bool:
            self.said.append(question)
            return next(given)

        ask = None if answer is None and not answers else answered
        wish = plan.run(self.oven.api, SETTINGS, args, self.out, tell=self.said.append, ask=ask, clock=self.oven.clock)
        task = asyncio.create_task(wish)
        await self.oven.clock.advance(seconds)
        return await task

    @property
    def lines(self) -> list[str]:
        return self.out.getvalue().splitlines()


async def test_a_plan_is_written_in_every_form() -> None:
    for form, holds in [
        (Form.TEXT, "  2 target    t1  needs prompt:t1_teacher"),
        (Form.JSON, '"action": "create_target"'),
        (Form.YAML, "action: create_target"),
        (Form.PYTHON, "make_target('t1'"),
        (Form.SHELL, "make 'target t1'"),
    ]:
        shell = Shell()
        assert await shell.types(form=form, seconds=0) == 0
        assert holds in shell.out.getvalue()
        assert shell.said == []
    assert yaml.safe_load(plan._written(Oven().api.plans[KEY], Arguments(KEY, Form.YAML)))["total_steps"] == 6


async def test_a_check_and_a_dry_run_change_nothing() -> None:
    shell = Shell()
    shell.oven.put_prompt("t1_teacher", "Be Luke.")
    assert await shell.types(is_checked=True, into=AWAY) == 0
    assert shell.lines[0] == "into  away  5 missing, 1 different"
    assert shell.lines[1] == "  1 different prompt    t1_teacher"
    assert "messages[0].content: plan 'Be Yoda.', there 'Be Luke.'" in shell.lines[2]
    assert await shell.types(is_dry_run=True, into=AWAY) == 0
    assert "  2 make          target t1  POST /v1/repo/away/targets" in shell.lines
    assert shell.oven.writes == []


async def test_a_check_as_json_tells_standing_call_and_rows() -> None:
    shell = Shell()
    assert await shell.types(is_checked=True, into=AWAY, form=Form.JSON) == 0
    told = json.loads(shell.out.getvalue())
    assert told["steps"][2] == {
        "step": 3, "kind": "stim", "name": "t1", "standing": "missing", "would": "start",
        "call": "POST /v1/repo/away/targets/t1/stim", "rows_expected": 3, "error": None, "differences": [],
    }  # fmt: skip


async def test_a_run_tells_its_steps_and_writes_the_models() -> None:
    shell = Shell()
    assert await shell.types(is_run=True, into=AWAY, is_agreed=True) == 0
    assert shell.lines == ["eve/away/b2/224", "eve/away/b2/100"]
    assert "  2 target t1: done" in shell.said
    assert shell.said[-1] == "6 of 6 steps are done."


@pytest.mark.parametrize(("answer", "code"), [(None, 2), (False, 7), (True, 0)])
async def test_nothing_is_run_without_a_yes(answer: bool | None, code: int) -> None:
    shell = Shell()
    assert await shell.types(answer=answer, is_run=True, into=AWAY) == code
    assert bool(shell.oven.writes) is (code == 0)


async def test_a_difference_ends_the_run_and_is_told_with_how_to_go_on() -> None:
    shell = Shell()
    shell.oven.put_prompt("t1_teacher", "Be Luke.")
    assert await shell.types(is_run=True, into=AWAY, is_agreed=True) == 4
    assert "  messages[0].content: plan 'Be Yoda.', there 'Be Luke.'" in shell.said
    assert shell.said[-1] == "to go on: breadtui plan home/b2 --run --into away"
    assert shell.oven.writes == []


async def test_exit_codes_tell_a_failed_job_from_no_credit_and_a_refused_key() -> None:
    from breadtui.domain.jobs import JobStatus

    shell = Shell()
    shell.oven.put_job(Phase.STIM, "t1", JobStatus.FAILED, error="oops")
    assert await shell.types(is_run=True, into=AWAY, is_agreed=True) == 1
    shell = Shell()
    shell.oven.api.fail("start", OutOfCredit("Insufficient credits", status=402))
    assert await shell.types(is_run=True, into=AWAY, is_agreed=True) == 6
    shell = Shell()
    shell.oven.api.fail("create_prompt", Unauthorized("who?", status=401))
    assert await shell.types(is_run=True, into=AWAY, is_agreed=True) == 5


@pytest.mark.parametrize(
    ("answers", "code", "prompt"),
    [
        ((True, True), 0, "t1_teacher"),
        ((True, False, True), 0, "t1_teacher_v2"),
        ((True, False, False), 4, None),
    ],
)
async def test_a_person_at_a_terminal_decides_about_a_difference(
    answers: tuple[bool, ...], code: int, prompt: str | None
) -> None:
    shell = Shell()
    shell.oven.put_prompt("t1_teacher", "Be Luke.")
    assert await shell.types(*answers, is_run=True, into=AWAY) == code
    asked = shell.said.index("Keep what is there?")
    assert shell.said[asked - 2 : asked] == [
        "there is another prompt named t1_teacher in away",
        "  messages[0].content: plan 'Be Yoda.', there 'Be Luke.'",
    ]
    made = shell.oven.api.targets.get(TargetKey(AWAY, TargetName("t1")))
    assert (None if made is None else made.config["teacher_prompt"]) == prompt


async def test_control_c_ends_between_two_calls_and_says_how_to_go_on() -> None:
    shell = Shell()
    shell.oven.api.hangs = True
    loop = asyncio.get_running_loop()
    args = Arguments(KEY, is_run=True, into=AWAY, is_agreed=True)
    wish = plan.run(shell.oven.api, SETTINGS, args, shell.out, tell=shell.said.append, clock=shell.oven.clock)
    task = asyncio.create_task(wish)
    await shell.oven.clock.advance(20)
    assert "start" in shell.oven.writes
    os.kill(os.getpid(), signal.SIGINT)
    assert await task == 130
    assert shell.said[-2].startswith("stopped: by you; what runs on the service goes on there")
    assert shell.said[-1] == "to go on: breadtui plan home/b2 --run --into away"
    assert not loop.remove_signal_handler(signal.SIGINT)


async def test_two_generations_are_remade_in_another_repository_of_a_real_service() -> None:
    with DemoServer(DemoOptions(instant=True)) as demo:
        settings = Settings(SETTINGS.folders, base_url=demo.url, key=Secret(demo.key))
        api = api_for(settings)
        key = JobKey(RepoName("yoda_repo"), Phase.BAKE, "coder_v2")
        out, said = io.StringIO(), list[str]()
        args = Arguments(key, into=RepoName("remade"), is_run=True, is_agreed=True)
        try:
            assert await plan.run(api, settings, args, out, tell=said.append) == 0
            remade = demo.world.repos["remade"].bakes
            parent = remade["coder_v2"].config["model"]["parent_model_name"]
            original = demo.world.repos["yoda_repo"].bakes["coder_v2"].config["model"]["parent_model_name"]
            assert parent == original.replace("yoda_repo", "remade")
            assert out.getvalue().startswith("ada/remade/coder_v2/")
            again = io.StringIO()
            assert await plan.run(api, settings, args, again, tell=said.append) == 0
            assert said[-2].endswith("training coder_v2: was there")
            check = io.StringIO()
            checked = Arguments(key, into=RepoName("remade"), is_checked=True)
            assert await plan.run(api, settings, checked, check) == 0
            assert check.getvalue().startswith("into  remade  13 done\n")
        finally:
            await api.aclose()
