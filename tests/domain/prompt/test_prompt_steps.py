from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.names import PromptName
from breadtui.domain.prompt.editing import Editing, editing_of
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.prompt.steps import Step, changed_ids

MESSAGES = st.builds(Message, st.sampled_from(["system", "user", "odd"]), st.text(max_size=5) | st.none())
PROMPTS = st.lists(MESSAGES, min_size=1, max_size=4).map(lambda found: Prompt(PromptName("p"), tuple(found)))
EDITINGS = st.builds(editing_of, PROMPTS, st.integers(0, 3))
CHANGES = st.sampled_from(
    [
        Editing.with_another,
        Editing.without,
        lambda editing: editing.moved(1),
        lambda editing: editing.moved(-1),
        Editing.with_next_role,
        lambda editing: editing.taken(Prompt(PromptName("p"), (Message("user", "theirs"),), ({"name": "look"},))),
    ]
)
Change = Callable[[Editing], Editing]


def same(one: Editing, other: Editing) -> bool:
    return (one.prompt, one.ids, one.at) == (other.prompt, other.ids, other.at)


@given(EDITINGS, CHANGES)
def test_undoing_gives_back_what_was_and_redoing_what_became(editing: Editing, change: Change) -> None:
    step = Step(editing, change(editing))
    back = step.undone(step.after)
    assert same(back, step.before)
    assert same(step.redone(back), step.after)


@given(EDITINGS, st.lists(CHANGES, max_size=6))
def test_a_row_of_changes_is_undone_one_by_one(editing: Editing, changes: list[Change]) -> None:
    now, steps = editing, []
    for change in changes:
        steps.append(Step(now, change(now)))
        now = steps[-1].after
    for step in reversed(steps):
        now = step.undone(now)
        assert same(now, step.before)


@given(EDITINGS, CHANGES, st.data())
def test_what_was_written_after_a_change_survives_its_undoing(
    editing: Editing, change: Change, data: st.DataObject
) -> None:
    step = Step(editing, change(editing))
    at = data.draw(st.integers(0, max(len(step.after.ids) - 1, 0)))
    written = step.after.at_message(at).wrote("written since, at length")
    back = step.undone(written)
    if written.id in back.ids:
        assert back.prompt.messages[back.ids.index(written.id)].content == "written since, at length"
    assert back.ids == editing.ids


def test_only_messages_of_other_content_are_changed() -> None:
    before = editing_of(Prompt(PromptName("p"), (Message("user", "a"), Message("user", "b"))))
    after = before.taken(Prompt(PromptName("p"), (Message("system", "a"), Message("user", "c"), Message("user", "d"))))
    assert changed_ids(before, after) == {1}
