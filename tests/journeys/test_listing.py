"""Prompts that begin from a template or another prompt, and what a question says depends on one."""

from __future__ import annotations

from pathlib import Path

from breadtui.store.facts.state import ConfirmReplace, Saved, SaveRefused
from tests.journeys.cockpit import cockpit, demo_server, prompt_key
from tests.journeys.test_editing import type_draft


async def test_a_prompt_is_begun_from_a_template_and_another_is_its_copy(tmp_path: Path) -> None:
    fresh, copy = prompt_key("fresh"), prompt_key("fresh_v2")
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.type("go yoda_repo")
            await here.until(lambda state: state.chosen == "yoda_repo")
            await here.type("new fresh --from tools")
            await here.until(lambda state: state.chosen == fresh and fresh in state.drafts)
            await here.press("f2")
            await here.until(lambda state: isinstance(state.saves.get(fresh), Saved))
            stored = demo.world.repos["yoda_repo"].prompts["fresh"]
            assert [message["role"] for message in stored.messages][-2:] == ["tool", "assistant"]
            await here.press("escape")
            await here.type("duplicate")
            await here.until_shown("duplicate fresh_v2")
            await here.press("enter")
            await here.until(lambda state: state.chosen == copy and copy in state.drafts)
            assert len(here.state.drafts[copy].mine.messages) == len(stored.messages)
            assert here.state.drafts[copy].mine.tools is not None
            assert here.state.drafts[copy].base is None
            await here.press("escape")
            await here.type("new fresh --from student")
            await here.until_true(lambda: any("there is a prompt named fresh" in words for words in here.toasts))
            assert fresh not in here.state.drafts


async def test_the_question_before_a_save_says_which_bakes_stay_as_they_are(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await type_draft(here)
            await here.press("f2")
            await here.until(lambda state: isinstance(state.saves.get(key), ConfirmReplace))
            await here.until_asked()
            assert "Used by" in here.text
            assert "yoda_target" in here.text
            assert "yoda_v1" in here.text
            assert "Those bakes are not changed; the next stim will be." in here.text


async def test_a_doubtful_name_is_warned_of_and_may_be_tried_and_an_impossible_one_is_refused(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.press("1")
            await here.type("new batch")
            await here.until_true(lambda: any("a word of the service's own" in told for told in here.toasts))
            assert here.state.drafts == {}
            await here.type("new _odd")
            key = prompt_key("_odd")
            await here.until(lambda state: key in state.drafts)
            assert any("the service may refuse this name" in told for told in here.toasts)
            await here.press("f2")
            await here.until(lambda state: isinstance(state.saves.get(key), SaveRefused))
            await here.until_shown("start with a letter")
            assert key in here.state.drafts


async def test_a_name_of_two_words_is_told_and_put_right_in_the_line_that_holds_it(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.press("1")
            await here.type("go yoda_repo")
            await here.until(lambda state: state.chosen == "yoda_repo")
            await here.type("new prompt")
            await here.until_shown("new prompt ")
            await here.press(*"my", "space", *"own", "enter")
            await here.until_true(lambda: any("a name is one word" in told for told in here.toasts))
            await here.until_shown("new prompt my own")
            await here.press(*["backspace"] * 4, "enter")
            await here.until(lambda state: prompt_key("my") in state.drafts)
            assert list(here.state.drafts) == [prompt_key("my")]
