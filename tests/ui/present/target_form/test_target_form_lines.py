"""What the form of a target says around its rows."""

from __future__ import annotations

import pytest

from breadtui.domain.errors import NotFound, Unclear
from breadtui.domain.forms.creation import Taken
from breadtui.domain.forms.problems import Problem
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import PromptName, TargetName
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.repos import Target
from breadtui.domain.target.creation import Created, Creating, NotCreated, TargetCreation
from breadtui.domain.target.draft import TargetDraft
from breadtui.domain.target.form import form_of
from breadtui.domain.target.generators import RowCount
from breadtui.domain.target.words import count_words
from breadtui.store.facts.remote import Failed, Loading, Ready
from breadtui.ui.present.target_form.lines import summary, value_facts
from breadtui.ui.present.target_form.options import file_options, model_options, prompt_options, template_options
from breadtui.ui.present.target_form.outcome_lines import created_lines, taken_lines
from breadtui.ui.present.target_form.previews import file_preview, prompt_preview
from breadtui.ui.present.tones import Line
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_prompt, a_state, a_target_key, a_tree

BASE = "Qwen/Qwen3-32B"
GIVEN: JsonObject = {
    "teacher_prompt": "teacher",
    "student_prompt": "",
    "model_name": BASE,
    "generators": [{"type": "persona", "numq": 10}],
}
FORM = form_of(TargetDraft("t", given=GIVEN), {})


def text(lines: tuple[Line, ...]) -> str:
    return "\n".join("".join(span.text for span in line) for line in lines)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (RowCount(600, 5, is_open=False), "600 questions × 5 answers = 3000 rows"),
        (RowCount(1, 1, is_open=False), "1 question × 1 answer = 1 row"),
        (RowCount(10, 2, is_open=True), "10 questions and as many as the service decides × 2 answers"),
    ],
)
def test_rows_are_told_as_a_product(count: RowCount, words: str) -> None:
    assert count_words(count) == words


def test_behind_a_value_stands_how_the_prompt_begins_and_what_no_student_means() -> None:
    facts = value_facts(a_state(prompts=[a_prompt("You are\nwise.")]), REPO, FORM, BASE)
    told = text(tuple(facts.values()))
    for words in ("You are wise.", "always on", "base model", "10 questions"):
        assert words in told


@pytest.mark.parametrize(
    ("problems", "creation", "words"),
    [
        ((), None, "nothing is wrong"),
        ((Problem(("name",), "x"),), None, "1 to be put right first"),
        ((Problem(("name",), "x", is_warning=True),), None, "1 doubtful"),
        ((), Creating(TargetDraft("t")), "being created"),
        ((), NotCreated(TargetDraft("t"), NotFound("no repo", status=404)), "not created"),
        ((), NotCreated(TargetDraft("t"), Unclear("cut")), "what came of it is unclear"),
    ],
)
def test_what_stands_in_the_way_is_one_line(
    problems: tuple[Problem, ...], creation: TargetCreation | None, words: str
) -> None:
    assert words in text(summary(FORM, problems, creation))


def test_models_of_this_repository_come_before_those_of_others() -> None:
    there = a_tree(["far"], repo="away")
    state = a_state(a_tree(["near"]), trees={"away": Ready(there, NOW), REPO: Ready(a_tree(["near"]), NOW)})
    options = model_options(state, REPO, BASE)
    assert [(option.heading, option.text) for option in options] == [
        ("base models", BASE),
        (REPO, f"ada/{REPO}/near/100"),
        ("away", "ada/away/far/100"),
    ]


def test_no_student_is_the_first_choice_of_a_student_and_none_of_a_teacher() -> None:
    state = a_state(prompts=[a_prompt("x")])
    assert [option.value for option in prompt_options(state, REPO, has_always_on=True)] == ["", "teacher"]
    assert [option.value for option in prompt_options(state, REPO, has_always_on=False)] == ["teacher"]


def test_templates_and_files_are_what_is_at_hand_and_what_targets_name() -> None:
    config: JsonObject = {"generators": [{"type": "custom", "template_path": "templates/ask.txt", "numq": 3}]}
    known = Ready(Target(TargetName("wise"), config), NOW)
    state = replace(a_state(targets=["wise"]), targets={a_target_key("wise"): known})
    assert [option.text for option in template_options(state, REPO)] == ["default", "wise"]
    assert template_options(state, REPO)[1].about == "3 questions × 1 answer = 3 rows"
    assert [option.text for option in file_options(state, REPO, [("a.txt", 3)])] == ["a.txt", "templates/ask.txt"]


def test_a_prompt_is_previewed_from_its_first_message_or_told_to_be_on_its_way() -> None:
    assert "You are wise." in text(prompt_preview(Ready(a_prompt(), NOW)))
    assert "always on" in text(prompt_preview(Ready(Prompt(PromptName("none"), ()), NOW)))
    assert "loading" in text(prompt_preview(Loading()))
    assert "could not load" in text(prompt_preview(Failed(NotFound("gone"), NOW)))


def test_a_file_is_previewed_below_what_is_wrong_with_it() -> None:
    assert text(file_preview("one\ntwo", "lacks")).split() == ["lacks", "one", "two"]
    assert "the service may hold it" in text(file_preview(None, ""))


def test_what_was_made_is_told_by_origin_and_what_is_taken_by_difference() -> None:
    made = text(created_lines(Created(TargetDraft("t", given=GIVEN), {**GIVEN, "max_concurrency": 10})))
    assert "given" in made
    assert "10 questions × 1 answer = 10 rows" in made
    taken = text(taken_lines(Taken(TargetDraft("t"), {}, (), "t_v2")))
    assert "a difference that it does not tell" in taken
