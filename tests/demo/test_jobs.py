import pytest

from breadtui.demo.serve import DemoOptions
from tests.demo.driving import Service, service

R = "/v1/repo/lab"
STATUSES = {"not_started", "running", "complete", "failed"}


async def test_stim_runs_in_about_twenty_seconds(empty: Service) -> None:
    await empty.prepare()
    idle = await empty.get(f"{R}/targets/t/stim")
    assert {key: idle[key] for key in ("status", "lines", "job_id", "progress_percent", "error")} == {
        "status": "not_started",
        "lines": None,
        "job_id": None,
        "progress_percent": None,
        "error": None,
    }
    started = await empty.make(f"{R}/targets/t/stim", {})
    assert (started["status"], started["lines"], started["progress_percent"]) == ("running", 0, 0.0)
    assert isinstance(started["job_id"], int)
    empty.clock.advance(10)
    halfway = await empty.get(f"{R}/targets/t/stim")
    assert 20 < halfway["lines"] < 44
    assert halfway["progress_percent"] == pytest.approx(100 * halfway["lines"] / 64, abs=0.1)
    empty.clock.advance(10)
    done = await empty.get(f"{R}/targets/t/stim")
    assert (done["status"], done["lines"], done["job_id"]) == ("complete", 64, None)


async def test_starting_twice_is_one_job(empty: Service) -> None:
    await empty.prepare()
    first = await empty.make(f"{R}/targets/t/stim", {})
    second = await empty.make(f"{R}/targets/t/stim", {})
    assert first["job_id"] == second["job_id"]
    empty.clock.advance(30)
    done = await empty.make(f"{R}/targets/t/stim", {})
    assert done["status"] == "complete"


async def test_a_whole_life_from_prompt_to_model(empty: Service) -> None:
    await empty.prepare()
    await empty.roll_out()
    rollout = await empty.get(f"{R}/targets/t/rollout")
    assert (rollout["status"], rollout["lines"], rollout["total_expected"]) == ("complete", 128, 128)
    await empty.bake(epochs=4)
    empty.clock.advance(50)
    running = await empty.get(f"{R}/bakes/b")
    assert running["status"] == "running"
    assert running["model_name"] is None
    rows = await empty.get(f"{R}/bakes/b/metrics")
    assert running["loss"]["latest_loss"] == rows[-1]["loss"]
    assert running["progress_percent"] == pytest.approx(100 * len(rows) / 32, abs=0.1)
    empty.clock.advance(50)
    done = await empty.get(f"{R}/bakes/b")
    assert (done["status"], done["progress_percent"]) == ("complete", 100.0)
    assert done["model_name"] == ["ada/lab/b/32"]
    assert "bake_name" not in done


async def test_checkpoints_are_listed_newest_first(empty: Service) -> None:
    await empty.prepare()
    await empty.roll_out()
    await empty.bake(epochs=4, checkpoint=[{"save_every_n_epochs": 1, "save_every_n_steps": 12}])
    empty.clock.advance(100)
    tree = await empty.get(f"{R}/tree")
    assert tree["bakes"]["b"]["checkpoints"] == [32, 24, 16, 12, 8]


@pytest.mark.parametrize(
    ("overrides", "reason"),
    [
        ({}, "generators"),
        ({"generators": []}, "generators"),
        ({"generators": [{"type": "persona"}]}, "teacher_prompt"),
        ({"generators": [{"type": "persona"}], "u": "teacher"}, "student_prompt"),
        ({"generators": [{"type": "persona"}], "u": "gone", "v": ""}, "'gone' not found"),
    ],
)
async def test_stim_names_what_it_lacks(empty: Service, overrides: dict[str, object], reason: str) -> None:
    await empty.prepare()
    await empty.make(f"{R}/targets", {"target_name": "x", "template": "default", "overrides": overrides})
    refused = await empty.ask("POST", f"{R}/targets/x/stim")
    assert (refused.status_code, refused.json()["code"]) == (400, "INVALID_INPUT")
    assert reason in refused.json()["message"]


async def test_rollout_waits_for_stim_and_bake_for_rollout(empty: Service) -> None:
    await empty.prepare()
    early = await empty.ask("POST", f"{R}/targets/t/rollout")
    assert early.status_code == 400
    assert "must be complete" in early.json()["message"]
    overrides = {"datasets": [{"target": "t"}]}
    await empty.make(f"{R}/bakes", {"bake_name": "b", "template": "default", "overrides": overrides})
    too_early = await empty.ask("POST", f"{R}/bakes/b")
    assert too_early.status_code == 400
    await empty.make(f"{R}/bakes", {"bake_name": "bare", "template": "default"})
    assert (await empty.ask("POST", f"{R}/bakes/bare")).status_code == 400


async def test_instant_jobs_are_complete_in_the_answer_that_starts_them(instant: Service) -> None:
    await instant.prepare()
    assert (await instant.make(f"{R}/targets/t/stim", {}))["status"] == "complete"
    assert (await instant.make(f"{R}/targets/t/rollout", {}))["lines"] == 128
    overrides = {"datasets": [{"target": "t"}]}
    await instant.make(f"{R}/bakes", {"bake_name": "b", "template": "default", "overrides": overrides})
    done = await instant.make(f"{R}/bakes/b", {})
    assert (done["status"], done["model_name"]) == ("complete", ["ada/lab/b/8"])
    assert len(await instant.get(f"{R}/bakes/b/metrics")) == 8


async def test_speed_and_job_seconds_set_how_long_a_job_lasts() -> None:
    for options, seconds in (
        (DemoOptions(empty=True, job_seconds=4.0), 4.0),
        (DemoOptions(empty=True, speed=10.0), 2.0),
    ):
        async with service(options) as made:
            await made.prepare()
            await made.make(f"{R}/targets/t/stim", {})
            made.clock.advance(seconds - 0.1)
            assert (await made.get(f"{R}/targets/t/stim"))["status"] == "running"
            made.clock.advance(0.2)
            assert (await made.get(f"{R}/targets/t/stim"))["status"] == "complete"


async def test_a_failed_bake_is_a_plain_answer_and_starts_anew(seeded: Service) -> None:
    path = "/v1/repo/yoda_repo/bakes/wise_2"
    failed = await seeded.get(path)
    assert failed["status"] == "failed"
    assert "CUDA out of memory" in failed["error"]
    assert 55 < failed["progress_percent"] < 65
    again = await seeded.make(path, {})
    assert (again["status"], again["error"], again["progress_percent"]) == ("running", None, 0.0)


async def test_rows_are_nested_and_repeat_the_prompt(empty: Service) -> None:
    await empty.prepare()
    assert (await empty.ask("GET", f"{R}/targets/t/stim/output")).status_code == 404
    await empty.roll_out()
    stim = await empty.get(f"{R}/targets/t/stim/output", limit=3)
    assert [row["unconditioned_stimulus"]["messages"] for row in stim["output"]] == [
        [{"role": "system", "content": "You are Yoda."}, {"role": "user", "content": f"Question {number}?"}]
        for number in range(3)
    ]
    assert stim["output"][0]["conditioned_stimulus"]["messages"] == [{"role": "user", "content": "Question 0?"}]
    assert (stim["offset"], stim["limit"], stim["has_more"], stim["lines"]) == (0, 3, True, 64)
    rollout = await empty.get(f"{R}/targets/t/rollout/output", limit=1000)
    assert (len(rollout["output"]), rollout["has_more"]) == (128, False)
    replies = [row["response"] for row in rollout["output"]]
    assert all(
        reply["usage"]["total_tokens"] == reply["usage"]["prompt_tokens"] + reply["usage"]["completion_tokens"]
        for reply in replies
    )
    thinking = [reply for reply in replies if reply["content"].startswith("<think>")]
    assert 0 < len(thinking) < len(replies)
    asked = [row["unconditioned_stimulus"]["messages"][-1]["content"] for row in rollout["output"]]
    assert asked[:4] == ["Question 0?", "Question 0?", "Question 1?", "Question 1?"]


async def test_pages_end_where_the_rows_do(empty: Service) -> None:
    await empty.prepare()
    await empty.make(f"{R}/targets/t/stim", {})
    empty.clock.advance(10)
    page = await empty.get(f"{R}/targets/t/stim/output", offset=10**15)
    assert (page["output"], page["has_more"], page["status"]) == ([], False, "running")
    whole = await empty.client.get(f"{R}/targets/t/stim/output?limit=&offset=")
    assert whole.json()["limit"] == 100
    assert len(whole.json()["output"]) == whole.json()["lines"]


@pytest.mark.parametrize("query", ["limit=0", "limit=1001", "limit=x", "offset=-1", "offset=1.5", "limit=-5"])
async def test_a_page_out_of_range_is_a_422_of_the_framework(empty: Service, query: str) -> None:
    await empty.prepare()
    await empty.make(f"{R}/targets/t/stim", {})
    answer = await empty.client.get(f"{R}/targets/t/stim/output?{query}")
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["query", query.partition("=")[0]]


async def test_a_student_answers_when_the_generator_says_so(empty: Service) -> None:
    await empty.prepare()
    generator = {"type": "hardcoded", "questions": ["Why?"], "rollout_with_conditioned": True}
    overrides = {"generators": [generator]}
    await empty.make(f"{R}/targets", {"target_name": "x", "template": "t", "overrides": overrides})
    await empty.make(f"{R}/targets/x/stim", {})
    empty.clock.advance(30)
    row = (await empty.get(f"{R}/targets/x/stim/output"))["output"][0]
    assert row["trajectory_override_stimulus"] == row["conditioned_stimulus"]


async def test_only_documented_states_occur(seeded: Service) -> None:
    for _ in range(4):
        for repo in (await seeded.get("/v1/repo"))["repos"]:
            tree = await seeded.get(f"/v1/repo/{repo}/tree")
            nodes = {bake["status"] for bake in tree["bakes"].values()}
            assert nodes <= {"complete", "failed", "running", "pending"}
        seeded.clock.advance(900)
