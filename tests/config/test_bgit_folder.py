"""Folders of bgit in real git repositories: found, read by branch, never written to, and nothing in them run."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from breadtui.cli.bgit_place import read_checkout, repo_here
from breadtui.config.bgit_branches import MOST_BYTES
from breadtui.config.bgit_folder import find_folder

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")
MAPPING = "[REPO]\nname=yoda_repo\n[BAKE]\nhash=1\nbake_name={bake}\n"


@pytest.fixture(name="work", autouse=True)
def work_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.invalid", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *who, "-C", str(folder), *words], check=True, capture_output=True)


def commit(folder: Path, bake: str) -> None:
    (folder / ".bread").write_text(MAPPING.format(bake=bake))
    git(folder, "add", "-A", "-f")
    git(folder, "commit", "-m", bake, "--no-verify")


def two_branches(folder: Path, root: Path | None = None) -> None:
    """`main` with the bake m, and `exp/2`, which is checked out, with the bake e."""
    git(root or folder, "init")
    commit(folder, "m")
    git(root or folder, "checkout", "-b", "exp/2")
    commit(folder, "e")


def test_each_branch_is_read_and_the_current_comes_first(work: Path) -> None:
    two_branches(work)
    (work / ".bread").write_text(MAPPING.format(bake="uncommitted"))
    checkout = read_checkout(work)
    assert checkout is not None
    assert [(branch.name, branch.is_current) for branch in checkout.branches] == [("exp/2", True), ("main", False)]
    assert [branch.mapping and branch.mapping.bake_name for branch in checkout.branches] == ["e", "m"]
    assert checkout.mapping is not None
    assert checkout.mapping.bake_name == "uncommitted"
    assert checkout.problem == ""


def test_it_is_found_from_below_and_within_a_larger_repository(work: Path) -> None:
    inner = work / "a b" / "bread"
    inner.mkdir(parents=True)
    two_branches(inner, work)
    below = inner / "templates"
    below.mkdir()
    assert find_folder(below) == inner
    checkout = read_checkout(below)
    assert checkout is not None
    assert len(checkout.branches) == 2


def test_what_lies_above_the_root_of_git_is_not_looked_at(work: Path) -> None:
    (work / ".bread").write_text(MAPPING.format(bake="b"))
    inner = work / "other"
    inner.mkdir()
    git(inner, "init")
    assert find_folder(inner) is None
    assert repo_here(inner) is None
    assert repo_here(work) == "yoda_repo"


def test_without_git_only_the_working_folder_is_told(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    two_branches(work)
    monkeypatch.setenv("PATH", "/nowhere")
    checkout = read_checkout(work)
    assert checkout is not None
    assert checkout.branches == ()
    assert checkout.repo == "yoda_repo"


def test_a_branch_whose_mapping_is_broken_or_huge_says_so_and_one_without_is_left_out(work: Path) -> None:
    two_branches(work)
    git(work, "checkout", "-b", "broken")
    (work / ".bread").write_text("[TARGET]\n")
    git(work, "commit", "-am", "x")
    git(work, "checkout", "-b", "huge")
    (work / ".bread").write_text("#" * (MOST_BYTES + 1))
    git(work, "commit", "-am", "x")
    git(work, "checkout", "-b", "none")
    git(work, "rm", ".bread")
    git(work, "commit", "-m", "x")
    (work / ".bread").write_text(MAPPING.format(bake="b"))
    checkout = read_checkout(work)
    assert checkout is not None
    problems = {branch.name: branch.problem for branch in checkout.branches}
    assert "names no repository" in problems["broken"]
    assert "larger than 1 MB" in problems["huge"]
    assert "none" not in problems
    assert problems["main"] == ""


def test_nothing_of_the_folder_is_run_and_nothing_is_written(work: Path) -> None:
    two_branches(work)
    trap = work.parent / "ran"
    hook = work.parent / "hook"
    hook.write_text(f"#!/bin/sh\ntouch {trap}\n")
    hook.chmod(0o755)
    for name in ("core.fsmonitor", "core.pager", "pager.show", "diff.x.textconv", "diff.external"):
        git(work, "config", name, str(hook))
    git(work, "config", "alias.for-each-ref", f"!{hook}")
    (work / ".gitattributes").write_text(".bread diff=x filter=x\n")
    for name in ("post-checkout", "pre-commit", "reference-transaction"):
        (work / ".git" / "hooks" / name).write_text(hook.read_text())
        (work / ".git" / "hooks" / name).chmod(0o755)
    trap.unlink(missing_ok=True)
    before = sorted((path, path.stat().st_mtime_ns) for path in work.rglob("*"))
    checkout = read_checkout(work)
    assert checkout is not None
    assert len(checkout.branches) == 2
    assert not trap.exists()
    assert sorted((path, path.stat().st_mtime_ns) for path in work.rglob("*")) == before


def test_a_broken_mapping_is_told_and_names_no_repository(work: Path) -> None:
    (work / ".bread").write_text("nonsense")
    checkout = read_checkout(work)
    assert checkout is not None
    assert (checkout.repo, repo_here(work)) == (None, None)
    assert "names no repository" in checkout.problem


RECIPE = """# This file is auto-generated - do not edit manually

base_model: Qwen/Qwen3-32B
steps:
  - step: 1
    dependencies:
      - prompt:a
resources:
  prompts: [a]
  bakes:
    - bake_name: parent
      model_names:
        - ada/elsewhere/parent/100
    - bake_name: b_51
      model_names:
        - ada/yoda_repo/b_51/224
        - 'ada/yoda_repo/b_51/100'
"""


def test_a_recipe_alone_tells_the_repository_and_its_models(work: Path) -> None:
    (work / "recipe.yml").write_text(RECIPE)
    assert repo_here(work) == "yoda_repo"
    checkout = read_checkout(work)
    assert checkout is not None
    assert checkout.mapping is not None
    assert checkout.mapping.models == {"b_51": ("ada/yoda_repo/b_51/224", "ada/yoda_repo/b_51/100")}
    assert checkout.has_recipe


def test_an_input_alone_is_found_and_names_no_repository(work: Path) -> None:
    (work / "input.yml").write_text("# PROMPT:\nTARGET:\n  name: x\n")
    checkout = read_checkout(work)
    assert checkout is not None
    assert (checkout.mapping, checkout.has_input, checkout.has_recipe) == (None, True, False)


def test_files_of_the_same_names_that_are_not_bgits_do_not_count(work: Path) -> None:
    (work / "input.yml").write_text("a: 1\n")
    (work / "recipe.yml").write_text("steps:\n- bake the bread\n")
    assert find_folder(work) is None


def test_the_home_folder_does_not_count(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (work / ".bread").write_text(MAPPING.format(bake="b"))
    assert find_folder(work) == work
    monkeypatch.setenv("HOME", str(work))
    assert find_folder(work) is None


def test_an_empty_repository_has_no_branches(work: Path) -> None:
    git(work, "init")
    (work / ".bread").write_text(MAPPING.format(bake="b"))
    checkout = read_checkout(work)
    assert checkout is not None
    assert (checkout.branches, checkout.problem) == ((), "")
