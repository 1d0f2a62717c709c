"""What depends on a prompt, in the words of a question."""

from __future__ import annotations

from breadtui.domain.errors import NotFound
from breadtui.domain.names import TargetName
from breadtui.domain.repos import Target
from breadtui.store.facts.remote import Failed, Ready
from breadtui.store.facts.state import AppState
from breadtui.ui.present.prompt.parts import select
from breadtui.ui.present.prompt.uses_words import (
    UNCHANGED,
    UNFOUND,
    Uses,
    UsesWalk,
    beyond_targets,
    uses_lines,
    uses_sentence,
)
from breadtui.values import replace
from tests.fakes.states import NOW, a_prompt, a_prompt_key, a_state, a_target_key, a_tree

KEY = a_prompt_key()


def used(read: int = 2) -> AppState:
    configs = {f"v{number}": {"datasets": [{"target": "one"}]} for number in range(1, 5)}
    tree = a_tree(list(configs), configs=configs)
    known = (("one", "teacher"), ("two", "other"))[:read]
    state = a_state(tree, prompts=[a_prompt()], targets=("one", "two"))
    targets = {
        a_target_key(name): Ready(Target(TargetName(name), {"teacher_prompt": teacher}), NOW) for name, teacher in known
    }
    return replace(state, targets=targets, chosen=KEY)


def lines_of(state: AppState) -> list[str]:
    return uses_lines(UsesWalk().uses(state, KEY), state, KEY)


def test_targets_bakes_and_models_are_named_and_what_a_save_does_to_them_is_said() -> None:
    models = [f"ada/coder/v{number}/100" for number in (1, 2, 3)]
    assert lines_of(used()) == [
        f"Used by target one; 4 bakes v1, v2, v3 and 1 more; 4 models {', '.join(models)} and 1 more.",
        UNCHANGED,
    ]


def test_of_a_deletion_it_is_said_that_the_next_stim_will_not_find_it() -> None:
    state = used()
    assert uses_lines(UsesWalk().uses(state, KEY), state, KEY, is_deleted=True)[1] == UNFOUND


def test_targets_that_were_not_read_are_told() -> None:
    assert lines_of(used(read=1))[-1].startswith("1 of the repository's targets could not be read")


def test_of_a_prompt_that_nothing_uses_nothing_is_said() -> None:
    state = used()
    other = a_prompt_key("third")
    assert uses_lines(UsesWalk().uses(state, other), state, other) == []


def test_a_walk_is_done_again_only_where_trees_or_targets_changed() -> None:
    walk, state = UsesWalk(), used()
    first = walk.uses(state, KEY)
    assert walk.uses(replace(state, notice_count=1), KEY) is first
    assert walk.uses(replace(state, targets={}), KEY) == Uses()


def test_the_editor_is_told_what_is_made_with_the_targets() -> None:
    slice_ = select(used())
    assert (slice_.used_count, slice_.is_used_whole, slice_.used_beyond) == (1, True, "4 bakes, 4 models")
    assert beyond_targets(Uses(("one",))) == ""


def test_in_one_sentence_only_the_counts_are_told() -> None:
    state = used()
    said = uses_sentence(UsesWalk().uses(state, KEY))
    assert said == f"Used by 1 target, 4 bakes, 4 models. {UNCHANGED}"
    assert uses_sentence(Uses(("one",))) == "Used by 1 target."
    assert uses_sentence(Uses()) == ""


def test_what_is_made_with_them_waits_for_the_targets_that_are_still_to_be_read() -> None:
    state = used(read=1)
    assert (select(state).used_count, select(state).used_beyond) == (1, "")
    unreadable = replace(state, targets={**state.targets, a_target_key("two"): Failed(NotFound("gone"), NOW)})
    assert select(unreadable).used_beyond == "4 bakes, 4 models"
