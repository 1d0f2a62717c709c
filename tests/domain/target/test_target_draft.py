"""Targets while they are written: generators in order, what is sent, and how many rows come of it."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.json_values import JsonObject
from breadtui.domain.target.draft import (
    LONGEST_TEMPLATE_BYTES,
    TargetDraft,
    added,
    draft_from,
    duplicated,
    moved,
    removed,
    rows_of,
    template_problem,
    with_field,
    with_template,
    without_aliases,
)
from breadtui.domain.target.generators import (
    TYPES,
    GeneratorType,
    lines_of,
    new_generator,
    question_count,
    retyped,
)
from tests.domain.target.strategies import drafts, generators

GOOD_TEMPLATE = "Write ${numq} questions about ${prompt_u}"


@given(drafts(), st.integers(0, 5), st.integers(-5, 5))
def test_moving_a_generator_keeps_them_all(draft: TargetDraft, place: int, step: int) -> None:
    if place >= len(draft.generators):
        return
    after = moved(draft, place, step)
    assert Counter(map(repr, after.generators)) == Counter(map(repr, draft.generators))
    if 0 <= place + step < len(draft.generators):
        assert after.generators[place + step] == draft.generators[place]
        assert moved(after, place + step, -step) == draft


@given(drafts(), generators())
def test_what_is_added_can_be_removed_again(draft: TargetDraft, generator: JsonObject) -> None:
    after = added(draft, generator, 0)
    assert after.generators[0] == generator
    assert removed(after, 0).generators == draft.generators


@given(drafts())
def test_a_generator_duplicated_stands_twice_in_a_row(draft: TargetDraft) -> None:
    if draft.generators:
        after = duplicated(draft, 0)
        assert after.generators[0] == after.generators[1]
        assert len(after.generators) == len(draft.generators) + 1


@given(drafts())
def test_rows_are_questions_times_answers(draft: TargetDraft) -> None:
    count = rows_of(draft.given)
    known = [question_count(each) for each in draft.generators]
    assert count.questions == sum(each for each in known if each is not None)
    assert count.is_open is (None in known)
    assert count.rows == count.questions * count.answers


@pytest.mark.parametrize(
    ("generator", "count"),
    [
        ({"type": "persona", "numq": 600}, 600),
        ({"type": "persona"}, None),
        ({"type": "hardcoded", "questions": ["a", "b", "c"]}, 3),
        ({"type": "hardcoded", "questions": ["a", "b", "c"], "numq": 2}, 2),
        ({"type": "hardcoded", "questions": ["a"], "numq": 9}, 1),
        ({"type": "hardcoded", "questions": []}, 0),
        ({"type": "oneshot_qs", "numq": True}, None),
        ({"type": "later_than_us", "numq": 7}, 7),
    ],
)
def test_questions_are_counted_as_the_service_does(generator: JsonObject, count: int | None) -> None:
    assert question_count(generator) == count


def test_five_hundred_lines_pasted_are_five_hundred_questions() -> None:
    pasted = "\r\n".join(f"  Question {number}? " for number in range(500)) + "\n\n"
    assert lines_of(pasted) == tuple(f"Question {number}?" for number in range(500))


@pytest.mark.parametrize("known", TYPES, ids=lambda known: known.name)
def test_a_new_generator_begins_with_fields_its_type_has(known: GeneratorType) -> None:
    assert set(new_generator(known.name)) - {"type"} <= {field.key for field in known.fields}


def test_another_type_keeps_what_both_have_and_drops_the_rest() -> None:
    written: JsonObject = {"type": "oneshot_qs", "numq": 7, "seed": 3, "model": "claude", "template_content": "x"}
    assert retyped(written, "from_dataset") == {"type": "from_dataset", "dataset": "squad", "numq": 7, "seed": 3}


def test_a_type_that_nobody_knows_keeps_everything() -> None:
    assert retyped({"type": "persona", "odd": 1}, "newer") == {"type": "newer", "odd": 1}


def test_what_is_left_to_the_template_is_not_sent() -> None:
    draft = TargetDraft("t").having("temperature", 0.5).having("max_tokens", None).lacking("temperature")
    assert draft.overrides() == {}


def test_an_empty_student_is_sent_since_it_means_always_on() -> None:
    assert TargetDraft("t").having("student_prompt", "").overrides() == {"student_prompt": ""}


def test_a_template_goes_with_its_text_and_without_the_folders_of_this_machine() -> None:
    generator = with_template(new_generator("oneshot_qs"), "/home/ada/secret/ask.j2", GOOD_TEMPLATE)
    sent = added(TargetDraft("t"), generator).overrides()["generators"]
    assert sent[0]["template_path"] == "ask.j2"  # type: ignore[index, call-overload]
    assert sent[0]["template_content"] == GOOD_TEMPLATE  # type: ignore[index, call-overload]


def test_a_template_that_the_service_holds_keeps_its_place() -> None:
    generator: JsonObject = {"type": "oneshot_qs", "template_path": "templates/ask.j2"}
    assert added(TargetDraft("t"), generator).overrides() == {"generators": [generator]}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD_TEMPLATE, None),
        ("Write ${numq} of them", "the template lacks ${prompt_u}"),
        ("nothing", "the template lacks ${numq} and ${prompt_u}"),
        (GOOD_TEMPLATE + "x" * LONGEST_TEMPLATE_BYTES, "the template is 1.0 MB; 1 MB is the most"),
    ],
)
def test_a_template_is_checked_as_the_service_does(text: str, words: str | None) -> None:
    assert template_problem(text) == words


def test_letters_of_several_bytes_count_as_bytes() -> None:
    assert template_problem(GOOD_TEMPLATE + "ü" * (LONGEST_TEMPLATE_BYTES // 2)) is not None


def test_a_duplicate_has_all_that_the_original_has_under_present_names() -> None:
    draft = draft_from({"u": "wise", "student_prompt": "plain", "v": "old", "max_tokens": None}, "copy")
    assert draft.given == {"student_prompt": "plain", "teacher_prompt": "wise"}


def test_the_present_name_wins_over_the_old_one() -> None:
    assert without_aliases({"u": "old", "teacher_prompt": "new"}) == {"teacher_prompt": "new"}


def test_a_field_set_to_nothing_is_gone() -> None:
    assert with_field({"type": "persona", "seed": 1}, "seed", None) == {"type": "persona"}
