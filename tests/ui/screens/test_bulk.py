"""What came of a wish about many prompts, as a person sees it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.app import App

from breadtui.domain.bulk import BulkLine, BulkRun, Outcome, Wish, bulk_run
from breadtui.export.prompts.files import read_prompt, read_prompts
from breadtui.store.events.bulk import BulkMoved
from breadtui.store.facts.state import Choice
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.screens.bulk.bulking import file_writer
from breadtui.ui.screens.bulk.screen import BulkScreen
from breadtui.ui.themes import THEMES
from breadtui.values import replace
from tests.fakes.states import a_prompt, a_prompt_key, a_state

ONE, TWO = a_prompt_key("one"), a_prompt_key("two")
RUN = bulk_run(Wish.DELETE, "", (ONE, TWO))
HALF = RUN.with_line(BulkLine(ONE, Outcome.DONE, "deleted")).with_line(BulkLine(TWO, Outcome.FAILED, "\x1b[31mcut"))


class Host(App[None]):
    CSS_PATH = None

    def __init__(self, run: BulkRun) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.store = Store(a_state(bulk=run))
        self.retried: list[BulkRun] = []
        self.went: list[Choice | None] = []

    def on_mount(self) -> None:
        screen = BulkScreen(StoreBridge(self.store), self.retried.append, self.stop)
        self.push_screen(screen, self.went.append)

    def stop(self) -> None:
        assert self.store.state.bulk is not None
        self.store.dispatch(BulkMoved(self.store.state.bulk.stopped()))

    def shown(self) -> str:
        strips = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


async def test_each_prompt_has_a_line_and_the_heading_counts_them() -> None:
    app = Host(HALF)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = app.shown()
    assert "Deleting 2 prompts: 1 of 2 deleted, 1 failed" in shown
    assert "ok  coder/one" in shown
    assert "\x1b" not in shown


async def test_the_lines_follow_the_wish() -> None:
    app = Host(replace(RUN, is_running=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "... coder/two" in app.shown()
        app.store.dispatch(BulkMoved(HALF))
        await pilot.pause()
        assert "no  coder/two" in app.shown()


async def test_r_tries_again_only_what_failed_and_only_once_all_is_through() -> None:
    app = Host(replace(HALF, is_running=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        assert app.retried == []
        app.store.dispatch(BulkMoved(HALF))
        await pilot.press("r")
        assert [run.waiting for run in app.retried] == [(TWO,)]
        app.store.dispatch(BulkMoved(HALF.with_line(BulkLine(TWO, Outcome.DONE))))
        await pilot.press("r", "q")
    assert len(app.retried) == 1


def test_a_file_is_written_in_a_new_folder_and_never_over_another(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    write = file_writer(bulk_run(Wish.EXPORT, str(folder), (ONE,)))
    assert write([(ONE, a_prompt(name="one"))]) == str(folder / "one.json")
    with pytest.raises(FileExistsError):
        write([(ONE, a_prompt("another", name="one"))])
    assert "You are wise." in (folder / "one.json").read_text()


def test_prompts_of_other_repositories_have_those_in_their_file_names(tmp_path: Path) -> None:
    other = a_prompt_key("../one", repo="other")
    write = file_writer(bulk_run(Wish.EXPORT, str(tmp_path), (ONE, other)))
    place = Path(write([(other, a_prompt(name="../one"))]))
    assert place.parent == tmp_path
    assert place.name.startswith("other_")


@pytest.mark.parametrize("form", ["json", "yaml", "markdown", "openai"])
def test_each_form_gives_files_that_are_read_back(tmp_path: Path, form: str) -> None:
    write = file_writer(replace(bulk_run(Wish.EXPORT, str(tmp_path), (ONE, TWO)), form=form))
    place = Path(write([(TWO, a_prompt("Be kind.", name="two"))]))
    assert read_prompt(place.read_bytes(), TWO.name, place.name) == a_prompt("Be kind.", name="two")


def test_bgits_form_is_one_file_in_which_names_of_other_repositories_do_not_clash(tmp_path: Path) -> None:
    other = a_prompt_key("one", repo="other")
    run = replace(bulk_run(Wish.EXPORT, str(tmp_path), (ONE, other)), form="bgit", is_one_file=True)
    place = Path(file_writer(run)([(ONE, a_prompt("Mine.", name="one")), (other, a_prompt("Theirs.", name="one"))]))
    assert place == tmp_path / "input.yml"
    found = read_prompts(place.read_text(), file_name="input.yml")
    assert [prompt.name for prompt in found.prompts] == ["one", "other_one"]


async def test_s_stops_what_goes_on_and_r_goes_on_with_what_was_not_begun() -> None:
    begun = RUN.with_line(BulkLine(ONE, Outcome.DONE, "deleted"))
    app = Host(replace(begun, is_running=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        assert "stopping: what is under way ends first" in app.shown()
        app.store.dispatch(BulkMoved(begun.stopped().ended()))
        await pilot.pause()
        assert "1 of 2 deleted, stopped with 1 not begun" in app.shown()
        await pilot.press("s", "r")
    assert [(run.waiting, run.is_stopped) for run in app.retried] == [((TWO,), False)]


async def test_enter_closes_with_the_thing_of_the_line() -> None:
    app = Host(HALF)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "enter")
        await pilot.pause()
        assert app.went == [TWO]


async def test_leaving_while_the_wish_goes_on_disturbs_nothing() -> None:
    run = replace(bulk_run(Wish.DELETE, "", [a_prompt_key(f"p{number}") for number in range(50)]), is_running=True)
    app = Host(run)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        left = asyncio.create_task(pilot.press("q"))
        for line in run.lines:
            run = run.with_line(replace(line, outcome=Outcome.DONE))
            app.store.dispatch(BulkMoved(run))
            await asyncio.sleep(0)
        await left
        await pilot.pause()
    assert app.went == [None]
