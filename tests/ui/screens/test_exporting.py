"""`:export` writes where it says, asks before it writes over, and names what it could not do; `:uses` leads on."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from breadtui.config.settings import Options
from breadtui.domain.names import TargetKey, TargetName
from breadtui.ui.panes.graph_view import GraphView
from breadtui.ui.present.detail.details import Tab
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.base.uses_screen import UsesScreen
from breadtui.ui.screens.line.command_line import COMMAND
from breadtui.ui.screens.transfer.exporting import write_new, write_over
from breadtui.ui.screens.transfer.file_paths import path_of
from tests.journeys.cockpit import YODA, Cockpit, bake_key, cockpit, demo_server, prompt_key


@asynccontextmanager
async def at_bake(home: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Cockpit]:
    """The program with a bake chosen and the details in focus."""
    with demo_server() as demo:
        async with cockpit(demo, home, options=Options(repo=YODA), size=size) as here:
            await here.until(lambda state: state.lineages.get(YODA) and YODA in state.contents)
            here.explorer.repos.reveal(bake_key("coder_v7"))
            here.explorer.choose(bake_key("coder_v7"))
            await here.until(lambda state: state.chosen == bake_key("coder_v7"))
            here.explorer.show_pane(Pane.DETAIL)
            await here.pilot.pause()
            yield here


def said(here: Cockpit) -> str:
    """All lines of the open tab, also those below the edge."""
    return "\n".join("".join(span.text for span in line.line) for line in here.explorer.details.body)


async def test_graph_and_lineage_are_written_and_never_over_another_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    graph, lineage = tmp_path / "coder_v7.mmd", tmp_path / "yoda_repo.json"
    async with at_bake(tmp_path / "home") as here:
        await here.type("export mermaid")
        await here.until_true(lambda: f"written: {graph}" in here.toasts)
        assert "teach_7" in graph.read_text()
        graph.write_text("mine")
        await here.type("export mermaid")
        await here.until_asked()
        await here.press("enter")
        assert graph.read_text() == "mine"
        await here.type("export mermaid")
        await here.until_asked()
        await here.press("y")
        await here.until_true(lambda: "flowchart" in graph.read_text())
        await here.press("1")
        await here.type("export json")
        await here.until_true(lambda: f"written: {lineage}" in here.toasts)
        names = {node["name"] for node in json.loads(lineage.read_text())["nodes"]}
        assert {"coder_v1", "coder_v7", "wise_2"} <= names


async def test_what_cannot_be_written_is_named(tmp_path: Path) -> None:
    async with at_bake(tmp_path / "home") as here:
        await here.type(f"export dot {tmp_path}/no/such/folder.dot")
        await here.until_true(
            lambda: any("could not write" in toast and "No such file" in toast for toast in here.toasts)
        )
        await here.type("export pdf")
        await here.until_true(lambda: any("export as mermaid" in toast for toast in here.toasts))


async def test_the_plan_is_loaded_before_it_is_written(tmp_path: Path) -> None:
    file = tmp_path / "again.sh"
    async with at_bake(tmp_path / "home") as here:
        await here.type(f"export shell {file}")
        await here.until_true(lambda: f"written: {file}" in here.toasts)
        assert "curl" in file.read_text()


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_graph_tab_shows_both_halves_and_leads_on(tmp_path: Path, size: tuple[int, int]) -> None:
    async with at_bake(tmp_path / "home", size) as here:
        here.explorer.details.open_tab(Tab.GRAPH)
        await here.until_shown("made from")
        await here.until_true(lambda: "teach_7" in said(here))
        assert said(here).index("teach_7") < said(here).index("used by")
        await here.press("down", "enter")
        await here.until(lambda state: state.chosen == bake_key("coder_v6"))
        await here.until_true(lambda: "coder_v7" in said(here).partition("used by")[2])


async def test_what_uses_a_prompt_is_shown_in_a_box_and_leads_on(tmp_path: Path) -> None:
    async with at_bake(tmp_path / "home") as here:
        await here.edit("teach_7")
        await here.press("f5")
        await here.until_screen(UsesScreen)
        await here.until_shown("as teacher")
        assert isinstance(here.app.focused, GraphView)
        await here.press("down", "enter")
        await here.until(lambda state: state.chosen == TargetKey(YODA, TargetName("coder_set_7")))
        await here.press("U")
        await here.until_shown("[Graph]")


async def test_uses_of_a_repository_are_refused_with_a_word(tmp_path: Path) -> None:
    async with at_bake(tmp_path / "home") as here:
        here.explorer.repos.reveal(YODA)
        here.explorer.choose(YODA)
        await here.until(lambda state: state.chosen == YODA)
        await here.type("uses")
        await here.until_true(lambda: any("choose a prompt" in toast for toast in here.toasts))


# Files


def test_a_path_is_taken_as_typed_or_by_the_default_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    (tmp_path / "folder").mkdir()
    assert path_of("", "b.dot") == tmp_path / "b.dot"
    assert path_of("folder", "b.dot") == tmp_path / "folder" / "b.dot"
    assert path_of("~/x", "b.dot") == tmp_path / "me" / "x"
    assert path_of("a b.mmd", "b.dot") == tmp_path / "a b.mmd"


def test_a_new_file_is_never_written_over_another(tmp_path: Path) -> None:
    file = tmp_path / "a"
    write_new(file, b"one")
    with pytest.raises(FileExistsError):
        write_new(file, b"two")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "dangling", b"two")
    assert file.read_bytes() == b"one"


def test_writing_over_keeps_mode_and_link(tmp_path: Path) -> None:
    file, link = tmp_path / "a", tmp_path / "link"
    file.write_bytes(b"one")
    file.chmod(0o640)
    link.symlink_to(file)
    write_over(link, b"two")
    assert (file.read_bytes(), file.stat().st_mode & 0o777, link.is_symlink()) == (b"two", 0o640, True)
    assert {each.name for each in tmp_path.iterdir()} == {"a", "link"}


def test_a_failed_write_over_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"one")

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(PermissionError):
        write_over(file, b"two")
    assert list(tmp_path.iterdir()) == [file]
    assert file.read_bytes() == b"one"


async def test_of_a_prompt_only_forms_are_offered_that_can_be_written_and_the_ending_says_which(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA, bake="wise")) as here:
            await here.until_ready()
            offered = here.explorer.complete(COMMAND, "export ")
            assert offered[:4] == ("export json", "export yaml", "export markdown", "export openai")
            assert not {"export python", "export csv", "export svg"} & set(offered)
            await here.until(lambda state: prompt_key("wise") in state.prompts)
            path = tmp_path / "wise.md"
            await here.type(f"export {path}")
            await here.until_true(path.exists)
            assert "# system" in path.read_text()
