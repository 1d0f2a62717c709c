"""The one table of actions: letters, reasons, and what each kind of thing offers."""

from __future__ import annotations

import pytest

from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase
from breadtui.store.facts.state import Choice
from breadtui.ui.present.actions.facts import ActionFacts, Kind, action_facts
from breadtui.ui.present.actions.rows import action_rows, heading, row_line
from breadtui.ui.present.actions.table import ACTIONS, READ_ONLY
from breadtui.ui.screens.words.commands import parse
from breadtui.values import replace
from tests.fakes.states import REPO, a_job, a_key, a_prompt_key, a_state, a_target_key, a_tree

STIM = JobKey(REPO, Phase.STIM, "wise")
DONE = a_job("v1", JobStatus.COMPLETE, model_names=("ada/coder/v1/30",))


def facts(what: Choice, **parts: object) -> ActionFacts:
    found = action_facts(a_state(jobs=[DONE], chosen=what), is_connected=True)
    assert found is not None
    return replace(found, **parts)  # type: ignore[arg-type]  # fields by name


def reasons(found: ActionFacts) -> dict[str, str]:
    return {row.action.letter: row.reason for row in action_rows(found)}


def test_no_letter_stands_for_two_actions_of_one_kind() -> None:
    for kind in Kind:
        letters = [action.letter for action in ACTIONS if kind in action.kinds]
        assert len(letters) == len(set(letters)), kind


def test_no_letter_takes_a_key_that_moves_the_cursor_by_one() -> None:
    assert not {"j", "k", "q"} & {action.letter for action in ACTIONS}


@pytest.mark.parametrize("action", [action for action in ACTIONS if action.line], ids=lambda action: action.label)
def test_every_line_is_a_word_of_the_command_line(action: object) -> None:
    line = action.line  # type: ignore[attr-defined]  # an action
    assert parse(line + ("x" if line.endswith(" ") else "")) is not None


def test_nothing_is_chosen_and_so_nothing_can_be_done() -> None:
    assert action_facts(a_state()) is None


def test_a_bake_that_is_complete_cannot_be_started_and_says_so() -> None:
    found = reasons(facts(a_key("v1")))
    assert found["s"] == "it is complete"
    assert (found["p"], found["u"], found["y"]) == ("", "", "")


def test_a_bake_without_a_model_can_neither_be_talked_to_nor_downloaded() -> None:
    found = reasons(facts(a_key("v2")))
    assert (found["c"], found["g"], found["s"]) == ("it has no model yet", "it has no model yet", "")


def test_a_bake_is_compared_with_those_that_are_marked_or_its_parent() -> None:
    tree = a_tree(["v1", "v2"], [("v2", "v1")])
    for chosen, marked, reason in (
        ("v2", (), ""),
        ("v1", (), "v1 has no parent, it started from the base model"),
        ("v1", ("v1", "v2"), ""),
        ("v1", tuple("abcdefghi"), "9 bakes are set aside, and 8 can be told apart"),
    ):
        state = a_state(tree, chosen=a_key(chosen), marked=tuple(map(a_key, marked)))
        found = action_facts(state)
        assert found is not None
        assert reasons(found)["C"] == reason
        assert bool(reasons(found)["D"]) == (chosen == "v1")


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        (REPO, Kind.REPO),
        (a_prompt_key("teach"), Kind.PROMPT),
        (a_target_key("wise"), Kind.TARGET),
        (STIM, Kind.STAGE),
        (a_key("v1"), Kind.BAKE),
    ],
)
def test_each_choice_has_its_kind(what: Choice, kind: Kind) -> None:
    assert facts(what).kind is kind


def test_a_checkpoint_is_a_kind_of_its_own_and_named_with_its_step() -> None:
    found = facts(a_key("v1"), checkpoint=30)
    assert (found.kind, heading(found)) == (Kind.CHECKPOINT, "checkpoint v1/30")


def test_what_changes_the_service_is_greyed_where_the_program_is_read_only() -> None:
    found = facts(a_prompt_key("teach"), is_read_only=True)
    refused = {row.action.letter for row in action_rows(found) if row.reason == READ_ONLY}
    assert refused == {action.letter for action in ACTIONS if action.is_write and Kind.PROMPT in action.kinds}


def test_what_cannot_be_done_comes_last_and_says_why() -> None:
    rows = action_rows(facts(a_key("v1")))
    offs = [bool(row.reason) for row in rows]
    assert offs == sorted(offs)
    text = "".join(span.text for span in row_line(rows[-1], 80))
    assert f"(not now: {rows[-1].reason})" in text


def test_a_hostile_name_is_shown_harmless() -> None:
    assert "\x1b" not in heading(facts(a_prompt_key("a\x1b[31m")))
