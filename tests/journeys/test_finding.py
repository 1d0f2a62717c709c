"""Filters in every pane, tags, and the search over everything."""

from pathlib import Path

import pytest
from textual.widgets import Input

from breadtui.config.settings import Options
from breadtui.domain.names import JobKey, PromptKey
from breadtui.store.views.search import Found, FoundKind, candidates
from breadtui.ui.present.detail.details import Tab
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.looking.finding import FindScreen, FoundRows
from breadtui.ui.terminal.message_text import MessageText
from tests.journeys.cockpit import YODA, Cockpit, bake_key, cockpit, demo_server, prompt_key

ONE_REPO = Options(repo=YODA)
SIZES = [(120, 40), (80, 24)]


async def begin(here: Cockpit) -> None:
    await here.until(lambda state: state.chosen is not None and YODA in state.lineages)
    await here.until(lambda state: any(state.contents))


def found(here: Cockpit) -> list[Found]:
    screen = here.app.screen
    assert isinstance(screen, FindScreen)
    return [key for key in screen.query_one(FoundRows).rows.keys if isinstance(key, Found)]


async def test_a_wrong_filter_is_marked_in_the_line_and_the_last_good_one_stays(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            await here.press("1", "slash")
            await here.write("status:fail")
            assert here.explorer.repos.filter_text == "status:fail"
            for half in (" loss<", "2e", "-"):
                await here.write(half)
                assert here.explorer.line.problem is None
            await here.write("x")
            await here.until_shown("at 18: '2e-x' is no number")
            problem = here.explorer.line.problem
            assert problem is not None
            assert (problem.at, problem.length) == (17, 4)
            await here.press("enter")
            assert here.explorer.line.has_focus
            await here.until_true(lambda: "wise_2" in here.text)
            await here.press("backspace", "7", "enter")
            await here.until_true(lambda: here.explorer.repos.has_focus)
            assert here.explorer.repos.filter_text.startswith("status:fail")
            await here.press("escape")
            assert here.explorer.repos.filter_text == ""


async def test_fields_and_values_are_completed_by_tab_after_both_signs(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            await here.press("1", "slash")
            await here.write("und")
            await here.press("tab")
            assert here.explorer.line.value == "under:"
            await here.write("coder_v5")
            await here.press("tab")
            assert here.explorer.line.value == "under:coder_v5b"
            await here.press("escape", "colon")
            await here.write("filter status:r")
            await here.press("tab")
            assert here.explorer.line.value == "filter status:running"
            await here.press("enter")
            assert here.explorer.repos.filter_text == "status:running"


async def test_a_filter_given_up_leaves_the_cursor_where_it_was_and_one_entered_where_it_found(tmp_path: Path) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            await here.press("1")
            here.explorer.repos.reveal(bake_key("coder_v6"))
            stood_on = here.explorer.repos.cursor_key
            await here.press("slash")
            await here.write("wise_2")
            assert here.explorer.repos.cursor_key != stood_on
            await here.press("escape")
            await here.until_true(lambda: here.explorer.repos.cursor_key == stood_on)
            await here.press("slash")
            await here.write("wise_2")
            await here.press("enter", "escape")
            assert here.explorer.repos.filter_text == ""
            assert getattr(here.explorer.repos.cursor_key, "name", "") == "wise_2"


async def test_a_name_half_typed_hides_nothing(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            await here.press("1", "slash")
            await here.write("under:coder_")
            assert here.explorer.repos.filter_text == ""
            await here.write("v7")
            assert here.explorer.repos.filter_text == "under:coder_v7"


async def test_each_pane_keeps_its_own_filter(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            await here.until_true(lambda: len(here.explorer.jobs.rows) > 1)
            await here.press("3", "slash")
            await here.write("status:fail")
            await here.press("enter")
            rows = here.explorer.jobs.rows.keys
            assert rows
            assert all(here.state.jobs[key].job.status.value == "failed" for key in rows if isinstance(key, JobKey))
            await here.until_shown("/status:fail")
            await here.press("at", "slash")
            await here.write("tree -has:error")
            await here.press("enter")
            assert all("tree" in call.path for call in here.explorer.transcript.rows.keys)
            await here.press("2", "slash")
            await here.write("loss")
            await here.press("enter")
            details = here.explorer.details
            assert details.filter_text == "loss"
            assert all("loss" in "".join(span.text for span in one.line).lower() for one in details.body)
            assert here.explorer.jobs.filter_text == "status:fail"
            assert here.explorer.repos.filter_text == ""
            await here.press("escape")
            assert details.filter_text == ""


async def test_words_filter_the_rows_of_data(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA, bake="coder_v6")) as here:
            await begin(here)
            await here.until(lambda state: state.chosen == bake_key("coder_v6"))
            here.explorer.show_pane(Pane.DETAIL)
            here.explorer.details.open_tab(Tab.DATA)
            await here.until(lambda state: state.seen_rows.pages)
            (page, *_) = here.state.seen_rows.pages.values()
            word = max(page[3].question.split(), key=len)
            await here.until_true(lambda: len(here.explorer.details.rows) > len(page) // 2)
            before = len(here.explorer.details.rows)
            here.explorer.filter(f'"{word}"')
            shown = here.explorer.details.rows.keys
            assert 1 < len(shown) < before
            assert 4 in shown
            here.explorer.details.move_to(4)
            await here.press("enter")
            await here.until_shown("row 4 of")


async def test_a_tag_is_shown_filtered_by_and_kept(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA, bake="coder_v6")) as here:
            await begin(here)
            await here.until(lambda state: state.chosen == bake_key("coder_v6"))
            await here.type("tag best")
            assert here.state.tags == {bake_key("coder_v6"): ("best",)}
            await here.until_shown("coder_v6 #b")
            await here.press("1")
            await here.type("filter tag:best")
            await here.until_true(lambda: "coder_v6" in here.text)
            await here.until_true(lambda: "coder_v7" not in here.text.split("3 Jobs")[0])
            await here.type("untag best")
            assert here.state.tags == {}
            await here.type("tag a,b")
            await here.until_true(lambda: any("can be no tag" in told for told in here.toasts))


@pytest.mark.parametrize("size", SIZES)
async def test_a_word_in_a_prompt_nobody_opened_is_found_and_gone_to(tmp_path: Path, size: tuple[int, int]) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=size, options=ONE_REPO) as here:
            await begin(here)
            await here.press("ctrl+f")
            await here.until_screen(FindScreen)
            await here.write("lesson kind:prompt")
            await here.until_true(lambda: any(one.kind is FoundKind.TEXT for one in found(here)))
            await here.until_shown("prompt texts")
            await here.press("down", "down", "up")
            chosen = here.app.screen.query_one(FoundRows).cursor_key
            assert isinstance(chosen, Found)
            assert isinstance(chosen.what, PromptKey)
            await here.press("enter")
            await here.until(lambda state: state.chosen == chosen.what)
            await here.until_true(lambda: here.explorer.editor.display)


async def test_a_wrong_search_says_so_and_esc_leaves_everything_as_it_was(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            before = here.state.chosen
            await here.type("find coder_v6")
            await here.until_screen(FindScreen)
            await here.until_true(lambda: any(one.what == bake_key("coder_v6") for one in found(here)))
            # Put there whole, as a paste does: letter by letter `colour` would be a word for a while, and find nothing.
            here.app.screen.query_one(Input).value = "coder_v6 colour:red"
            await here.until_shown("no field 'colour'")
            assert found(here)
            await here.press("escape")
            await here.until_true(lambda: here.app.screen is here.explorer)
            assert here.state.chosen == before


async def test_something_in_a_closed_repository_opens_it(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            assert "metacog" not in here.state.opened
            await here.press("ctrl+f")
            await here.until_screen(FindScreen)
            await here.write("metacog")
            await here.until_true(lambda: any(one.what == "metacog" for one in found(here)))
            await here.press("enter")
            await here.until(lambda state: "metacog" in state.opened and state.chosen == "metacog")


async def test_a_line_of_a_prompt_is_where_the_cursor_stands_then(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            await here.press("ctrl+f")
            await here.until_screen(FindScreen)
            await here.until_true(lambda: here.state.prompts)
            texts = [one for one in candidates(here.state) if one.kind is FoundKind.TEXT]
            deep = next((one for one in texts if one.line or one.part), texts[0])
            await here.press("escape")
            await here.explorer._go_to_found(deep)
            await here.until(lambda state: state.chosen == deep.what)
            field = here.explorer.editor.query_one(MessageText)
            await here.until_true(lambda: field.has_focus and field.cursor_location == (deep.line, 0))
            assert field.text.splitlines()[deep.line] == deep.text


async def test_ctrl_f_searches_even_from_within_a_text(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            await here.look_at(prompt_key("yoda"))
            await here.until_true(lambda: here.explorer.editor.display)
            here.explorer.show_pane(Pane.DETAIL)
            await here.press("ctrl+f")
            await here.until_screen(FindScreen)
            assert not here.state.drafts


async def test_jobs_are_marked_in_the_monitor_too_and_a_range_is_given_up_by_escape(tmp_path: Path) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            await here.press("3", "slash")
            await here.write("kind:bake coder_v7")
            await here.press("enter", "g", "asterisk")
            await here.until(lambda state: set(state.marked) == {bake_key("coder_v7"), bake_key("coder_v7b")})
            await here.press("space")
            await here.until(lambda state: len(state.marked) == 1)
            await here.press("v", "j", "escape")
            assert here.explorer.jobs.range_count is None
            assert here.explorer.jobs.filter_text
            assert len(here.state.marked) == 1
