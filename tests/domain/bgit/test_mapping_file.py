"""The mapping file of a bgit folder, as bgit itself writes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.bgit.checkout import NO_GIT, Branch, Checkout
from breadtui.domain.bgit.mapping_file import Mapped, MappingFile, NotMapping, read_mapping
from breadtui.domain.names import RepoName

WRITTEN = r"""# Bread configuration mapping
# Auto-generated - do not edit manually

[REPO]
name=yoda_repo

[PROMPT\.teacher]
hash=f37
prompt_name=prompt_f374832826e78785

[PROMPT\.a\.b]
hash=x
prompt_name="p;x=1 \"q\" #"

[PROMPT.plain]
hash = y
prompt_name = name \; with ; remark

[TARGET]
hash=a41
target_name=yoda_a41

[BAKE]
hash=51
bake_name=b_51

[PARENT_MODEL]
model_name=ada/yoda_repo/b_51/224

[RECIPE]
base_model=Qwen/Qwen3-32B
total_steps=7
recipe_file=recipe.yml

[RECIPE\.BAKES\.b_51]
model_names="[\"ada/yoda_repo/b_51/224\",\"ada/yoda_repo/b_51/100\"]"

[RECIPE\.BAKES\.b\.x]
model_names="[]"
"""


def test_everything_that_bgit_writes_is_read() -> None:
    assert read_mapping(WRITTEN) == MappingFile(
        RepoName("yoda_repo"),
        {
            "teacher": Mapped("prompt_f374832826e78785", "f37"),
            "a.b": Mapped('p;x=1 "q" #', "x"),
            "plain": Mapped("name ; with", "y"),
        },
        Mapped("yoda_a41", "a41"),
        Mapped("b_51", "51"),
        "ada/yoda_repo/b_51/224",
        "Qwen/Qwen3-32B",
        {"b_51": ("ada/yoda_repo/b_51/224", "ada/yoda_repo/b_51/100"), "b.x": ()},
    )


def test_what_windows_writes_is_read_too() -> None:
    assert read_mapping("\ufeff" + WRITTEN.replace("\n", "\r\n")) == read_mapping(WRITTEN)


@pytest.mark.parametrize("text", ["", "[TARGET]\nhash=1\n", "[REPO]\nname=\n", "[REPO]\nname=../x\n", "[REPO\nname=x"])
def test_a_text_without_a_repository_is_no_mapping(text: str) -> None:
    with pytest.raises(NotMapping):
        read_mapping(text)


def test_half_a_target_is_none() -> None:
    mapping = read_mapping("[REPO]\nname=r\n[TARGET]\nhash=1\n[BAKE]\nbake_name=b\n")
    assert (mapping.target_name, mapping.bake_name) == (None, None)


@given(st.text(st.sampled_from('[]=\\.;#"\nRPN ame'), max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    mapping = read_mapping(f"[REPO]\nname=r\n{text}")
    assert isinstance(mapping.repo, str)


def test_things_know_their_branches_the_current_first() -> None:
    main, other = read_mapping(WRITTEN), read_mapping("[REPO]\nname=yoda_repo\n[BAKE]\nhash=51\nbake_name=b_51\n")
    checkout = Checkout("/x", main, (Branch("old", other), Branch("main", main, is_current=True)))
    repo = RepoName("yoda_repo")
    assert checkout.current == "main"
    assert checkout.branches_of(repo, "bake", "b_51") == ("main", "old")
    assert checkout.branches_of(repo, "target", "yoda_a41") == ("main",)
    assert checkout.branches_of(repo, "prompt", "b_51") == ()
    assert checkout.branches_of(RepoName("elsewhere"), "bake", "b_51") == ()


def test_without_git_the_working_folder_stands_for_a_branch() -> None:
    checkout = Checkout("/x", read_mapping(WRITTEN))
    assert checkout.branches_of(RepoName("yoda_repo"), "bake", "b_51") == (NO_GIT,)
