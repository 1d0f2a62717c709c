"""The file of labels: one line a thing, sorted, merged line by line, with everybody's comments kept."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.labels.file_text import HEADING, changed_text, read_labels
from breadtui.domain.labels.labels import CheckpointKey, Label, LabelChange, Labelled
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName

YODA = RepoName("yoda_repo")
V7 = JobKey(YODA, Phase.BAKE, "coder_v7")
V8 = JobKey(YODA, Phase.BAKE, "coder_v8")
STARRED = LabelChange(is_starred=True)
NAMES = st.text(min_size=1, max_size=12)
THINGS: st.SearchStrategy[Labelled] = st.one_of(
    st.builds(RepoName, NAMES),
    st.builds(JobKey, st.builds(RepoName, NAMES), st.sampled_from(Phase), NAMES),
    st.builds(PromptKey, st.builds(RepoName, NAMES), st.builds(PromptName, NAMES)),
    st.builds(TargetKey, st.builds(RepoName, NAMES), st.builds(TargetName, NAMES)),
    st.builds(CheckpointKey, st.builds(RepoName, NAMES), st.builds(BakeName, NAMES), st.integers(0, 10**9)),
)
CHANGES = st.builds(
    LabelChange,
    is_starred=st.none() | st.booleans(),
    is_hidden=st.none() | st.booleans(),
    added=st.lists(st.sampled_from(["best", "old", "prüfen"]), max_size=3, unique=True).map(tuple),
    dropped=st.just(()),
    note=st.none() | st.text(max_size=40),
)


def test_a_new_file_says_what_it_is_and_has_a_line_for_the_thing() -> None:
    change = LabelChange(is_starred=True, added=("best", "prod"), note='the one we "ship"')
    assert changed_text("", {V7: change}) == (
        HEADING + 'yoda_repo.bakes.coder_v7 = {star = true, tags = ["best", "prod"], note = "the one we \\"ship\\""}\n'
    )


def test_lines_are_sorted_by_name_whatever_came_first() -> None:
    things: list[Labelled] = [
        V8,
        TargetKey(YODA, TargetName("wise")),
        YODA,
        V7,
        CheckpointKey(YODA, BakeName("v"), 183),
    ]
    text = ""
    for what in things:
        text = changed_text(text, {what: STARRED})
    assert [line.partition(" =")[0] for line in text.splitlines()[1:]] == [
        "yoda_repo.bakes.coder_v7",
        "yoda_repo.bakes.coder_v8",
        'yoda_repo.checkpoints."v/183"',
        "yoda_repo.repo",
        "yoda_repo.targets.wise",
    ]
    assert tomllib.loads(text)["yoda_repo"]["repo"] == {"star": True}


def test_comments_and_strange_lines_stay_where_they_are() -> None:
    text = (
        "# ours\n\n# the good one\nyoda_repo.bakes.coder_v7 = {star = true}  # since March, #1\n"
        "<<<<<<< mine\nyoda_repo.prompts.teach = { note = 'x' }\n"
    )
    changed = changed_text(text, {V7: LabelChange(added=("best",)), V8: STARRED})
    assert changed == (
        '# ours\n\n# the good one\nyoda_repo.bakes.coder_v7 = {star = true, tags = ["best"]}  # since March, #1\n'
        "<<<<<<< mine\nyoda_repo.bakes.coder_v8 = {star = true}\nyoda_repo.prompts.teach = { note = 'x' }\n"
    )
    assert len(read_labels(changed).problems) == 1
    assert read_labels(changed).labels[PromptKey(YODA, PromptName("teach"))].note == "x"


def test_a_comment_above_a_thing_stays_with_it_when_another_comes_before() -> None:
    text = "# about eight\nyoda_repo.bakes.coder_v8 = {star = true}\n"
    assert changed_text(text, {V7: STARRED}) == "yoda_repo.bakes.coder_v7 = {star = true}\n" + text


def test_what_bears_nothing_any_more_has_no_line() -> None:
    text = changed_text("", {V7: STARRED, V8: STARRED})
    assert "coder_v7" not in changed_text(text, {V7: LabelChange(is_starred=False)})


def test_two_lines_about_one_thing_are_taken_together_and_become_one() -> None:
    text = (
        'yoda_repo.bakes.coder_v7 = {star = true, tags = ["a"], note = "mine"}\n'
        'yoda_repo.bakes.coder_v7 = {hide = true, tags = ["b", "a"], note = "theirs"}\n'
    )
    assert read_labels(text).labels == {V7: Label(True, True, ("a", "b"), "mine\ntheirs")}
    changed = changed_text(text, {V7: LabelChange(is_hidden=False)})
    assert changed.count("coder_v7") == 1
    assert read_labels(changed).labels == {V7: Label(True, False, ("a", "b"), "mine\ntheirs")}


def test_a_change_leaves_what_others_said_of_the_same_thing() -> None:
    theirs = changed_text("", {V7: LabelChange(note="from a colleague")})
    assert read_labels(changed_text(theirs, {V7: STARRED})).labels == {V7: Label(True, note="from a colleague")}


def test_nothing_is_written_where_nothing_changes() -> None:
    text = "  yoda_repo.bakes.coder_v7={ star=true }\r\n"
    assert changed_text(text, {V7: STARRED}) == text


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("hello", "not understood"),
        ("[yoda_repo]", "names no thing"),
        ("yoda_repo.bakes = 3", "names no thing"),
        ("yoda_repo.dragons.x = {star = true}", "names no thing"),
        ('yoda_repo.checkpoints."v/x" = {star = true}', "names no thing"),
        ("yoda_repo.bakes.x = {stars = true}", "knows no 'stars'"),
        ('yoda_repo.bakes.x = {star = "yes"}', "true or false"),
        ("yoda_repo.bakes.x = {tags = 3}", "tags are texts"),
        ("yoda_repo.bakes.x = {note = 3}", "a note is a text"),
    ],
)
def test_a_line_that_says_nothing_is_told_with_its_number(line: str, word: str) -> None:
    found = read_labels(f"# first\n{line}\nyoda_repo.bakes.coder_v7 = {{star = true}}\n")
    assert found.labels == {V7: Label(True)}
    (problem,) = found.problems
    assert problem.startswith("line 2: ")
    assert word in problem


@given(st.dictionaries(THINGS, CHANGES, max_size=6))
def test_what_is_written_is_read_again(changes: dict[Labelled, LabelChange]) -> None:
    text = changed_text("", changes)
    wanted = {what: label for what, change in changes.items() if (label := change.applied(Label()))}
    found = read_labels(text)
    assert found.problems == ()
    assert found.labels == wanted
    tomllib.loads(text)


@given(st.dictionaries(THINGS, CHANGES, min_size=1, max_size=6), st.randoms())
def test_the_order_in_which_things_are_labelled_makes_no_difference(
    changes: dict[Labelled, LabelChange], dice: object
) -> None:
    names = list(changes)
    dice.shuffle(names)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    text = ""
    for what in names:
        text = changed_text(text, {what: changes[what]})
    assert text == (changed_text("", changes) if text else "")


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    read_labels(text)


@given(st.text(), THINGS)
def test_a_change_keeps_every_line_that_it_does_not_understand(text: str, what: Labelled) -> None:
    changed = changed_text(text, {what: STARRED})
    kept = changed.split(chr(10))
    assert all(line in kept for line in text.split(chr(10)) if line.strip() and read_labels(line).problems)
    assert read_labels(changed).labels[what].is_starred


def test_a_conflict_that_git_left_is_told_once_and_both_sides_hold_until_it_is_settled() -> None:
    text = (
        "<<<<<<< HEAD\n"
        'yoda.bakes.v1 = {star = true, note = "mine"}\n'
        "=======\n"
        'yoda.bakes.v1 = {tags = ["best"], note = "theirs"}\n'
        ">>>>>>> 0e63a300\n"
        "yoda.bakes.v2 = {hide = true}\n"
    )
    read = read_labels(text)
    assert read.problems == (
        "line 1: a conflict that git left; what both sides say is taken together until it is settled there",
    )
    one, two = read.labels.values()
    assert (one.is_starred, one.tags, one.note) == (True, ("best",), "mine\ntheirs")
    assert two.is_hidden
    changed = changed_text(text, {next(iter(read.labels)): LabelChange(is_starred=False)})
    assert [line for line in changed.splitlines() if line[0] in "<=>"] == [
        "<<<<<<< HEAD",
        "=======",
        ">>>>>>> 0e63a300",
    ]
