"""Commands that read what bakes learn from: each thing once, a few at a time, every failure its own."""

import asyncio

from breadtui.domain.descent.forest import BakePlace
from breadtui.domain.errors import NotFound, Unreachable
from breadtui.domain.jobs import JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import BakeName, PromptName, TargetKey, TargetName
from breadtui.domain.repos import Target
from breadtui.store.commands import Commands
from breadtui.store.facts.remote import Failed, Loading, Ready, Remote
from breadtui.store.store import Store
from breadtui.store.views.taught import MOST_GENERATIONS, Taught, descent_path
from breadtui.values import replace
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import REPO, a_job, a_key, a_prompt, a_prompt_key, a_seen, a_state, a_target_key, a_tree


def a_config(*targets: str) -> JsonObject:
    return {"datasets": [{"target": name} for name in targets]}


class School:
    """A chain of bakes, each taught by `teach_<n>` in target `set_<n>`."""

    def __init__(self, count: int = 3) -> None:
        names = [f"v{n}" for n in range(count)]
        edges = [(f"v{n}", f"v{n - 1}") for n in range(1, count)]
        tree = a_tree(names, edges, configs={name: a_config(f"set_{name[1:]}") for name in names})
        self.store = Store(a_state(tree))
        config = {
            n: {"teacher_prompt": f"teach_{n}", "student_prompt": "student" if n % 2 else ""} for n in range(count)
        }
        self.api = FakeApi(
            trees=[tree],
            prompts={
                a_prompt_key(name): a_prompt(f"I am {name}", name=name)
                for name in ("student", *(f"teach_{n}" for n in range(count)))
            },
            targets={a_target_key(f"set_{n}"): Target(TargetName(f"set_{n}"), config[n]) for n in range(count)},
        )
        self.commands = Commands(self.store, self.api, MemoryJournal(), MemoryDrafts(), ManualClock())

    @property
    def taught(self) -> Taught:
        state = self.store.state
        return Taught(state.lineages, state.targets, state.prompts)

    def prompts_asked(self) -> list[object]:
        return [about.name for name, about in self.api.calls if name == "prompt"]  # type: ignore[attr-defined]  # a key


async def test_teacher_and_student_of_a_bake_and_its_parent_are_read() -> None:
    school = School()
    await school.commands.load_prompts_of(a_key("v2"))
    assert sorted(map(str, school.prompts_asked())) == ["student", "teach_1", "teach_2"]
    assert isinstance(school.taught.prompt(a_prompt_key("teach_1")), Ready)


async def test_what_is_known_is_not_asked_again() -> None:
    school = School()
    await school.commands.load_prompts_of(a_key("v2"))
    school.api.calls.clear()
    await school.commands.load_prompts_of(a_key("v2"))
    assert school.api.calls == []
    await school.commands.load_teachers_along(a_key("v2"))
    assert school.prompts_asked() == ["teach_0"]


async def test_at_most_four_are_read_at_once() -> None:
    school = School(30)
    await school.commands.load_teachers_along(a_key("v29"))
    assert school.api.most_at_once == 4
    assert len(school.prompts_asked()) == 30


async def test_a_failure_stops_no_other_read_and_is_tried_again_when_asked_again() -> None:
    school = School()
    school.api.fail("prompt", Unreachable("cut"))
    school.api.fail_always("target", NotFound("gone"), a_target_key("set_0"))
    await school.commands.load_teachers_along(a_key("v2"))
    assert isinstance(school.taught.targets[a_target_key("set_0")], Failed)
    failed = [key.name for key, remote in school.taught.prompts.items() if isinstance(remote, Failed)]
    assert failed == ["teach_2"]
    await school.commands.load_teachers_along(a_key("v2"))
    assert isinstance(school.taught.prompt(a_prompt_key("teach_2")), Ready)


async def test_a_reading_that_was_given_up_is_taken_up_again() -> None:
    school = School()
    school.api.hold()
    reading = asyncio.create_task(school.commands.load_prompts_of(a_key("v2")))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)
    assert isinstance(school.taught.targets[a_target_key("set_2")], Loading)
    school.api.release()
    await school.commands.load_prompts_of(a_key("v2"))
    assert isinstance(school.taught.prompt(a_prompt_key("teach_2")), Ready)


async def test_choosing_a_bake_takes_up_a_target_whose_reading_was_given_up() -> None:
    school = School()
    state = school.store.state
    job = a_job("v2", JobStatus.COMPLETE, config=a_config("set_2"))
    stuck: dict[TargetKey, Remote[Target]] = {a_target_key("set_2"): Loading()}
    school.store = Store(replace(state, targets=stuck, jobs={**state.jobs, job.key: a_seen(job)}))
    school.commands = Commands(school.store, school.api, MemoryJournal(), MemoryDrafts(), ManualClock())
    school.api.jobs[job.key] = job
    await school.commands.choose(a_key("v2"))
    assert isinstance(school.taught.targets[a_target_key("set_2")], Ready)


def test_a_very_long_descent_is_read_from_its_newest_end() -> None:
    path = descent_path(School(5000).taught, BakePlace(REPO, BakeName("v4999")))
    assert (len(path.places), path.left_count, path.beyond) == (MOST_GENERATIONS, 4800, None)
    assert path.places[-1].bake == "v4999"


def test_a_descent_with_very_many_targets_is_read_as_far_as_they_go() -> None:
    many = a_config(*(f"t{n}" for n in range(60)))
    names = [f"v{n}" for n in range(40)]
    tree = a_tree(names, [(f"v{n}", f"v{n - 1}") for n in range(1, 40)], configs=dict.fromkeys(names, many))
    state = a_state(tree)
    taught = Taught(state.lineages, state.targets, state.prompts)
    path = descent_path(taught, BakePlace(REPO, BakeName("v39")))
    assert (len(path.places), path.left_count) == (16, 24)


def test_a_parent_that_is_not_there_ends_the_path_and_is_told() -> None:
    state = a_state(a_tree(["a"], [("a", "ghost")]))
    taught = Taught(state.lineages, state.targets, state.prompts)
    path = descent_path(taught, BakePlace(REPO, BakeName("a")))
    assert path.places == (BakePlace(REPO, BakeName("a")),)
    assert path.beyond == BakePlace(REPO, BakeName("ghost"))


def test_old_names_of_the_prompts_count_where_the_new_ones_are_absent() -> None:
    tree = a_tree(["a"], configs={"a": a_config("one", "one", "two")})
    targets = {
        a_target_key("one"): Ready(Target(TargetName("one"), {"u": "old", "v": ""}), a_state().trees[REPO].at),  # type: ignore[union-attr]  # it is ready
    }
    state = a_state(tree, targets=[])
    taught = Taught(state.lineages, targets, {})
    (lesson,) = taught.lessons(BakePlace(REPO, BakeName("a")))
    assert (lesson.target, lesson.teacher, lesson.student) == ("one", PromptName("old"), None)
