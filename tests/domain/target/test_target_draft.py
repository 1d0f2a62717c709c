"""Targets while they are written: generators in order, what is sent, and how many rows come of it."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import RepoName
from breadtui.domain.target.draft import (
    LONGEST_TEMPLATE_BYTES,
    TargetDraft,
    draft_from,
    rows_of,
    template_problem,
    with_template,
    without_aliases,
)
from breadtui.domain.target.form import draft_of, form_of, generator_fields, generator_title
from breadtui.domain.target.generators import (
    TYPES,
    GeneratorType,
    key_of,
    lines_of,
    new_generator,
    question_count,
    retyped,
)
from breadtui.domain.target.kept import drafts_from, drafts_json
from tests.domain.target.strategies import drafts

GOOD_TEMPLATE = "Write ${numq} questions about ${prompt_u}"


@given(drafts())
def test_a_form_says_what_its_draft_says(draft: TargetDraft) -> None:
    assert draft_of(form_of(draft, {})) == draft


@given(drafts())
def test_an_unfinished_target_is_read_back_as_it_was(draft: TargetDraft) -> None:
    kept = {RepoName("coder"): draft}
    assert drafts_from(json.loads(json.dumps(drafts_json(kept)))) == kept


@given(drafts(), st.integers(0, 3), st.sampled_from([-1, 1]))
def test_moving_a_generator_in_the_form_keeps_them_all(draft: TargetDraft, place: int, step: int) -> None:
    after = draft_of(form_of(draft, {}).moved(("generators", place), step))
    assert Counter(map(repr, after.generators)) == Counter(map(repr, draft.generators))
    if place < len(draft.generators) and 0 <= place + step < len(draft.generators):
        assert after.generators[place + step] == draft.generators[place]


def test_keys_that_have_no_row_are_kept_and_sent() -> None:
    given: JsonObject = {"newer": {"a": 1}, "generators": [{"type": "persona", "numq": 3, "odd": [1]}]}
    form = form_of(TargetDraft("t", given=given), {})
    assert form.given["more"] == {"newer": {"a": 1}}
    assert draft_of(form).overrides() == given


def test_a_form_stands_on_its_template() -> None:
    below: JsonObject = {"teacher_prompt": "wise", "generators": [{"type": "persona", "numq": 3}]}
    form = form_of(TargetDraft("t", "other"), below)
    assert form.value_at(("teacher_prompt",)) == "wise"
    assert draft_of(form).given == {}
    assert draft_of(form.wrote(("generators", 0, "numq"), 9)).given == {"generators": [{"type": "persona", "numq": 9}]}


def test_a_generator_has_only_the_rows_of_its_type() -> None:
    rows = [field.place[0] for field in generator_fields(new_generator("from_dataset"))]
    assert rows == ["type", "dataset", "numq", "seed", "rollout_with_conditioned", "more"]
    assert [field.place[0] for field in generator_fields({"type": "newer"})] == ["type", "more"]


@pytest.mark.parametrize(
    ("generator", "title"),
    [
        ({"type": "persona", "numq": 600}, "persona · 600 questions"),
        ({"type": "hardcoded", "questions": ["Why?"]}, "hardcoded · 1 question · Why?"),
        ({"type": "from_dataset", "dataset": "squad"}, "from_dataset · questions: the service decides · squad"),
        ({}, "no type · questions: the service decides"),
    ],
)
def test_a_generator_is_told_in_a_few_words(generator: JsonObject, title: str) -> None:
    assert generator_title(generator) == title


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
    assert set(new_generator(known.name)) - {"type"} <= {key_of(field) for field in known.fields}


def test_another_type_keeps_what_both_have_and_drops_the_rest() -> None:
    written: JsonObject = {"type": "oneshot_qs", "numq": 7, "seed": 3, "model": "claude", "template_content": "x"}
    assert retyped(written, "from_dataset") == {"type": "from_dataset", "dataset": "squad", "numq": 7, "seed": 3}


def test_a_type_that_nobody_knows_keeps_everything() -> None:
    assert retyped({"type": "persona", "odd": 1}, "newer") == {"type": "newer", "odd": 1}


def test_what_is_left_to_the_template_is_not_sent() -> None:
    assert TargetDraft("t", given={"max_tokens": None}).overrides() == {}


def test_an_empty_student_is_sent_since_it_means_always_on() -> None:
    assert TargetDraft("t", given={"student_prompt": ""}).overrides() == {"student_prompt": ""}


def test_a_template_goes_with_its_text_and_without_the_folders_of_this_machine() -> None:
    generator = with_template(new_generator("oneshot_qs"), "/home/ada/secret/ask.j2", GOOD_TEMPLATE)
    sent = TargetDraft("t", given={"generators": [generator]}).overrides()["generators"]
    assert sent[0]["template_path"] == "ask.j2"  # type: ignore[index,call-overload]
    assert sent[0]["template_content"] == GOOD_TEMPLATE  # type: ignore[index,call-overload]


def test_a_template_that_the_service_holds_keeps_its_place() -> None:
    generator: JsonObject = {"type": "oneshot_qs", "template_path": "templates/ask.j2"}
    given: JsonObject = {"generators": [generator]}
    assert TargetDraft("t", given=given).overrides() == given


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
