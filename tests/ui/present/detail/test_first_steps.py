"""The first steps of a repository: what is done, what is next, until there is a bake."""

from __future__ import annotations

import pytest

from breadtui.domain.names import PromptName, TargetName
from breadtui.store.facts.state import RepoContents
from breadtui.ui.present.detail.first_steps import first_step_lines
from tests.fakes.states import a_tree

YODA, QUIZ = PromptName("yoda"), TargetName("quiz")


def shown(contents: RepoContents) -> list[str]:
    return ["".join(span.text for span in line).strip() for line in first_step_lines(a_tree({}), contents)]


@pytest.mark.parametrize(
    ("contents", "step"),
    [
        (RepoContents((), ()), "next  prompt"),
        (RepoContents((YODA,), ()), "next  target"),
        (RepoContents((YODA,), (QUIZ,)), "next  stim"),
    ],
)
def test_the_next_step_follows_from_what_is_there(contents: RepoContents, step: str) -> None:
    lines = shown(contents)
    assert [line for line in lines if line.startswith("next")] == [line for line in lines if line.startswith(step)]
    assert len([line for line in lines if line.startswith("done")]) == len(contents.prompts) + len(contents.targets)
    assert len(lines) == 7


def test_where_there_is_a_bake_or_nothing_is_known_no_steps_are_told() -> None:
    assert first_step_lines(a_tree(), RepoContents((), ())) == []
    assert first_step_lines(None, RepoContents((), ())) == []
    assert first_step_lines(a_tree({}), None) == []
