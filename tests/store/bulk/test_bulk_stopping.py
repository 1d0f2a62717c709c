"""A wish about many things that is stopped: what was begun ends and is told, the rest can be gone on with."""

from __future__ import annotations

import pytest

from breadtui.domain.bulk import Outcome, Wish, bulk_run
from breadtui.store.bulk.creating import BATCH_PROMPTS
from breadtui.store.bulk.exporting import Texts
from breadtui.values import replace
from tests.fakes.states import a_prompt, a_prompt_key
from tests.store.bulk.test_bulk import KEYS, NAMES, OTHER, TOOLS, Kitchen, texts


async def test_a_deletion_that_is_stopped_ends_the_one_under_way_and_begins_no_other() -> None:
    here = Kitchen()
    here.api.before("delete_prompt", here.commands.bulk.stop_bulk)
    await here.do(Wish.DELETE)
    assert [outcome for outcome, _ in here.outcomes()] == [Outcome.DONE, Outcome.WAITING, Outcome.WAITING]
    assert (here.run.is_running, here.run.is_stopped) == (False, True)
    assert set(here.api.prompts) == set(KEYS[1:])
    assert "1 of 3 done, 0 failed, 2 not begun" in here.store.state.notices[-1].text


async def test_what_was_not_begun_is_gone_on_with_and_nothing_twice() -> None:
    here = Kitchen()
    here.api.before("delete_prompt", here.commands.bulk.stop_bulk)
    await here.do(Wish.DELETE)
    await here.again()
    assert here.api.prompts == {}
    assert (here.api.counted("delete_prompt"), here.run.count(Outcome.DONE), here.run.is_stopped) == (3, 3, False)


async def test_stopping_between_batches_leaves_the_later_ones() -> None:
    keys = tuple(a_prompt_key(f"p{number:03}") for number in range(BATCH_PROMPTS + 5))
    here = Kitchen({key: a_prompt(name=key.name) for key in keys})
    here.api.before("create_prompts", here.commands.bulk.stop_bulk)
    await here.commands.bulk.run_bulk(bulk_run(Wish.CREATE, OTHER, keys))
    assert here.api.counted("create_prompts") == 1
    assert (here.run.count(Outcome.DONE), len(here.run.waiting)) == (BATCH_PROMPTS, 5)


async def test_stopping_while_texts_are_read_creates_none_of_them() -> None:
    here = Kitchen({key: replace(prompt, tools=TOOLS) for key, prompt in texts().items()})
    here.api.before("prompt", here.commands.bulk.stop_bulk)
    await here.do(Wish.CREATE, OTHER)
    assert (here.api.counted("create_prompt"), len(here.run.waiting)) == (0, 3)


async def test_saving_is_stopped_as_well() -> None:
    here = Kitchen()
    for key in KEYS:
        here.commands.change_draft(key, a_prompt("mine", name=key.name))
    here.api.before("prompt_names", here.commands.bulk.stop_bulk)
    await here.do(Wish.SAVE)
    assert [outcome for outcome, _ in here.outcomes()] == [Outcome.WAITING] * 3
    assert here.api.prompts == texts()


@pytest.mark.parametrize("is_one_file", [False, True])
async def test_an_export_that_is_stopped_writes_no_file_more(is_one_file: bool) -> None:
    here = Kitchen()
    written: list[str] = []

    def write(found: Texts) -> str:
        written.extend(prompt.name for _, prompt in found)
        here.commands.bulk.stop_bulk()
        return "there"

    if is_one_file:
        here.api.before("prompt", here.commands.bulk.stop_bulk)
    await here.commands.bulk.run_bulk(replace(bulk_run(Wish.EXPORT, "/tmp", KEYS), is_one_file=is_one_file), write)
    assert written == ([] if is_one_file else [NAMES[0]])
    assert here.run.count(Outcome.FAILED) == 0
    assert here.run.is_stopped


async def test_nothing_is_stopped_where_nothing_goes_on() -> None:
    here = Kitchen()
    assert not here.commands.bulk.stop_bulk()
    here.api.before("delete_prompt", lambda: None)
    await here.do(Wish.DELETE)
    assert not here.commands.bulk.stop_bulk()
    assert not here.run.is_stopped


async def test_one_that_was_stopped_as_the_last_was_under_way_has_ended_as_any_other() -> None:
    here = Kitchen()
    here.api.before("delete_prompt", here.commands.bulk.stop_bulk)
    await here.commands.bulk.run_bulk(bulk_run(Wish.DELETE, "", KEYS[:1]))
    assert (here.run.count(Outcome.DONE), here.run.is_stopped) == (1, False)
