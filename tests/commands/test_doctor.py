"""`breadtui doctor` and `breadtui notify`: what is amiss, told once to a person and once to a program."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from breadtui.commands.monitoring import doctor, notify
from breadtui.config.folders import Folders
from breadtui.config.hook_telling import Teller
from breadtui.config.settings import Settings
from breadtui.domain.doctor.alarms import Rule
from breadtui.domain.doctor.mutes import NO_MUTES, mutes_json
from breadtui.domain.errors import NotFound, Unreachable
from breadtui.domain.inference import ServedModel
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import Phase
from breadtui.domain.notices.wishes import NoticeWishes
from breadtui.values import replace
from tests.domain.doctor.runs import a_log
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryJournal
from tests.fakes.states import NOW, REPO, a_job, a_key, a_tree, after

HOT = a_log([1e-6] * 60 + [1e-5] * 40)


class Served(FakeApi):
    served: tuple[str, ...] = ("ada/coder/older/9",)

    async def models(self) -> tuple[ServedModel, ...]:
        await super().models()
        return tuple(ServedModel(name) for name in self.served)


def a_service() -> Served:
    """One bake that diverges, one that is done, a rollout under way."""
    jobs = [
        a_job("hot", progress_percent=40.0),
        a_job("done", JobStatus.COMPLETE, model_names=("ada/coder/done/100",)),
        a_job("wise", JobStatus.COMPLETE, phase=Phase.STIM, lines=50),
        a_job("wise", phase=Phase.ROLLOUT, lines=200),
    ]
    statuses = {"hot": JobStatus.RUNNING, "done": JobStatus.COMPLETE}
    api = Served(trees=[a_tree(statuses)], jobs=jobs)
    api.series[a_key("hot")] = HOT
    return api


@pytest.fixture
def settings(tmp_path: Any) -> Settings:
    return Settings(Folders(tmp_path, tmp_path))


async def look(
    api: FakeApi, settings: Settings, bake: str | None = None, *, journal: MemoryJournal | None = None, at: float = 0
) -> tuple[int, dict[str, Any]]:
    out = io.StringIO()
    args = doctor.Arguments(REPO, bake, is_json=True)
    code = await doctor.run(api, settings, args, out, journal or MemoryJournal(), ManualClock(after(at)))
    return code, json.loads(out.getvalue())


async def test_what_runs_in_a_repository_is_looked_at_and_what_is_found_ends_with_one(settings: Settings) -> None:
    code, told = await look(a_service(), settings)
    assert code == 1
    (found,) = told["found"]
    assert (found["name"], found["rule"], found["gravity"], found["muted"]) == ("hot", "diverged", "grave", False)
    assert "times its low" in found["evidence"]


async def test_text_for_a_person(settings: Settings) -> None:
    out = io.StringIO()
    args = doctor.Arguments(REPO)
    assert await doctor.run(a_service(), settings, args, out, MemoryJournal(), ManualClock(NOW)) == 1
    assert out.getvalue().startswith("grave  coder/hot  bake  diverged  loss 1.0e-5 is 10 times its low")


async def test_a_healthy_repository_ends_with_nought(settings: Settings) -> None:
    api = a_service()
    api.series[a_key("hot")] = a_log([1e-6] * 30)
    assert await look(api, settings) == (0, {"looked_at": 1, "found": []})


async def test_what_is_muted_is_marked_and_no_failure(settings: Settings) -> None:
    journal = MemoryJournal()
    journal.facts["mutes"] = mutes_json(NO_MUTES.with_rule(Rule.DIVERGED, is_muted=True))
    code, told = await look(a_service(), settings, journal=journal)
    assert code == 0
    assert told["found"][0]["muted"] is True


async def test_a_bake_that_is_complete_and_not_served(settings: Settings) -> None:
    api = a_service()
    code, told = await look(api, settings, "done")
    assert (code, [one["rule"] for one in told["found"]]) == (1, ["not-served"])
    api.served = ("ada/coder/done/100",)
    assert (await look(api, settings, "done"))[0] == 0


async def test_a_service_that_lists_no_models_proves_nothing(settings: Settings) -> None:
    api = a_service()
    api.fail("models", NotFound("no", status=404))
    assert (await look(api, settings, "done"))[0] == 0


async def test_a_stall_is_told_from_what_was_seen_before(settings: Settings) -> None:
    api, journal = a_service(), MemoryJournal()
    api.series[a_key("hot")] = a_log([1e-6] * 30)
    assert (await look(api, settings, "hot", journal=journal))[0] == 0
    code, told = await look(api, settings, "hot", journal=journal, at=900)
    assert (code, told["found"][0]["evidence"]) == (1, "no change for 15m")
    api.jobs[a_key("hot")] = replace(api.jobs[a_key("hot")], progress_percent=41.0)
    assert (await look(api, settings, "hot", journal=journal, at=1000))[0] == 0


async def test_a_service_that_cannot_be_reached_is_an_error(settings: Settings) -> None:
    api = a_service()
    api.fail_always("tree", Unreachable("no route"))
    with pytest.raises(Unreachable):
        await look(api, settings)


async def test_notify_lists_the_ways_and_sends_nothing_unless_asked() -> None:
    sent: list[str] = []
    out = io.StringIO()
    teller = Teller(NoticeWishes(), {"TERM_PROGRAM": "ghostty"}, list, sent.append, sent.append)
    assert await notify.run(teller, notify.Arguments(), out, lambda: 0) == 0
    assert sent == []
    assert out.getvalue().splitlines()[0] == "Ghostty"
    assert "osc777   yes  Ghostty takes it" in out.getvalue()


async def test_a_test_is_sent_by_every_way_that_works() -> None:
    sent: list[str] = []
    out = io.StringIO()
    teller = Teller(NoticeWishes(), {"TERM_PROGRAM": "ghostty"}, list, sent.append, sent.append)
    assert await notify.run(teller, notify.Arguments(is_test=True, is_json=True), out, lambda: 0) == 0
    (sequence,) = sent
    assert sequence.startswith("\a\x1b]777;notify;breadtui: a test;")
    assert [way["way"] for way in json.loads(out.getvalue())["ways"] if way["taken"]] == ["bell", "osc777"]


async def test_a_test_that_no_way_carries_is_not_said_to_be_sent() -> None:
    out = io.StringIO()
    teller = Teller(NoticeWishes(), {}, list, list[str]().append, None)
    assert await notify.run(teller, notify.Arguments(is_test=True), out, lambda: 0) == 1
    assert out.getvalue().splitlines()[-1] == "no test was sent: no way works here"


async def test_the_ways_of_a_test_are_named() -> None:
    out = io.StringIO()
    teller = Teller(NoticeWishes(), {"TERM_PROGRAM": "ghostty"}, list, list[str]().append, list[str]().append)
    assert await notify.run(teller, notify.Arguments(is_test=True), out, lambda: 0) == 0
    assert out.getvalue().splitlines()[-1] == "a test was sent: bell, osc777"


async def test_a_hook_that_fails_is_a_failure_of_the_test() -> None:
    complaints: list[str] = []
    teller = Teller(NoticeWishes(command=("nowhere-to-be-found",)), {}, list, complaints.append, None)
    args, out = notify.Arguments(is_test=True), io.StringIO()
    assert await notify.run(teller, args, out, lambda: len(complaints)) == 1
    assert complaints == ["notify.command: there is no program nowhere-to-be-found"]
    assert out.getvalue().splitlines()[-1] == "no test was sent: the command failed"


async def test_a_hook_that_fails_is_not_among_the_ways_of_a_test() -> None:
    complaints: list[str] = []
    wishes = NoticeWishes(command=("nowhere-to-be-found",))
    teller = Teller(wishes, {"TERM_PROGRAM": "iTerm.app"}, list, complaints.append, list[str]().append)
    out = io.StringIO()
    assert await notify.run(teller, notify.Arguments(is_test=True), out, lambda: len(complaints)) == 1
    assert out.getvalue().splitlines()[-1] == "a test was sent: bell, osc9; the command failed"
