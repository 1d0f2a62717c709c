"""Started in a folder of bgit: its repository opens, branches filter the tree, and files go both ways."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from breadtui.config.settings import Options
from breadtui.ui.screens.transfer.bgit import BgitScreen
from tests.journeys.cockpit import bake_key, cockpit, demo_server

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")
INPUT = """
PROMPT:
  teacher:
    messages:
    - {role: system, content: You are a pirate.}
TARGET:
  name: pirate
  generators:
  - {type: hardcoded, questions: [Who, Why], numq: 2}
BAKE:
  name: sea
  datasets:
  - target: pirate
"""


@pytest.fixture(name="work")
def bgit_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two branches of the demo's `support_agent`."""
    folder = tmp_path / "work"
    folder.mkdir()
    who = ("-c", "user.name=a", "-c", "user.email=a@example.invalid", "-c", "init.defaultBranch=main")

    def git(*words: str) -> None:
        subprocess.run(["git", *who, "-C", str(folder), *words], check=True, capture_output=True)

    git("init")
    for branch, bake in (("main", "tone_v1"), ("exp/2", "tone_v2")):
        git("checkout", "-B", branch)
        text = f"[REPO]\nname=support_agent\n[BAKE]\nhash=1\nbake_name={bake}\n"
        (folder / ".bread").write_text(text)
        git("add", ".bread")
        git("commit", "-m", branch)
    monkeypatch.chdir(folder)
    return folder


def files_in(folder: Path) -> dict[Path, str]:
    return {path: path.read_text() for path in folder.iterdir() if path.is_file()}


async def test_the_folders_repository_is_opened_and_a_branch_filters_the_tree(work: Path, tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until(lambda state: state.chosen == "support_agent" and state.bgit is not None)
            assert list(here.state.opened) == ["support_agent"]
            await here.type("bgit")
            await here.until_screen(BgitScreen)
            await here.until_shown("tone_v2")
            assert "* exp/2" in here.text
            await here.press("j", "b")
            await here.until_shown("branch:exp/2")
            rows = "\n".join(line[:35] for line in here.text.splitlines()[1:20])
            assert "tone_v2" in rows
            assert "tone_hot" not in rows
            await here.type("go support_agent/tone_v2")
            await here.until(lambda state: state.chosen == bake_key("tone_v2", "support_agent"))
            assert here.explorer.details is not None
            await here.until_true(lambda: here.writes() == [])


async def test_what_was_asked_for_is_opened_instead_and_the_branches_are_known_all_the_same(
    work: Path, tmp_path: Path
) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(repo="metacog")) as here:
            await here.until(lambda state: state.chosen == "metacog" and state.bgit is not None)
            assert list(here.state.opened) == ["metacog"]


async def test_no_bgit_looks_at_nothing(work: Path, tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(has_no_bgit=True)) as here:
            await here.until_ready()
            assert here.state.bgit is None
            assert len(here.state.opened) > 1


async def test_a_file_is_made_under_hashed_names_and_the_bake_waits_for_its_rollout(work: Path, tmp_path: Path) -> None:
    (work / "input.yml").write_text(INPUT)
    before = files_in(work)
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until(lambda state: state.bgit is not None and "support_agent" in state.contents)
            await here.type("bgit")
            await here.until_screen(BgitScreen)
            await here.press("i")
            await here.until_asked()
            assert "prompt_f374832826e78785" in here.text
            assert "prompt_2e6b7a4f61149e18" in here.text
            await here.press("y")
            await here.until_screen(BgitScreen)
            await here.until_shown("the rollout is not complete")
            repo = demo.world.repos["support_agent"]
            assert {"prompt_f374832826e78785", "prompt_2e6b7a4f61149e18"} <= set(repo.prompts)
            target = next(name for name in repo.targets if name.startswith("pirate_"))
            assert repo.targets[target].config["teacher_prompt"] == "prompt_f374832826e78785"
            assert not [name for name in repo.bakes if name.startswith("sea_")]
    assert files_in(work) == before


async def test_a_bake_is_written_where_it_is_asked_for_and_nowhere_else(work: Path, tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until(lambda state: state.chosen == "support_agent")
            await here.type("go support_agent/tone_v1")
            await here.until(lambda state: state.chosen == bake_key("tone_v1", "support_agent"))
            await here.type("bgit export")
            await here.until_shown("bgit export tone_v1.input.yml")
            await here.press("escape")
            await here.type(f"bgit export {tmp_path}/out.yml")
            await here.until_true((tmp_path / "out.yml").exists)
            text = (tmp_path / "out.yml").read_text()
            assert [line for line in text.splitlines() if line.isupper()] == ["PROMPT:", "TARGET:", "BAKE:"]
            assert not (work / "input.yml").exists()
