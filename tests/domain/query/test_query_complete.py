"""How a half-typed query may go on."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.query.completion import before_field, complete_query, is_half_typed
from breadtui.domain.query.queries import BadQuery, parse_query

KNOWN = {
    "under": ("coder_v1", "coder_v2", "wise 3"),
    "uses": ("teach_7", "wise"),
    "repo": ("yoda_repo",),
    "tag": ("best", "Bare"),
    "base": ("Qwen/Qwen3-32B",),
}


def values(field: str) -> Iterable[str]:
    return KNOWN.get(field, ())


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        ("", ()),
        ("coder ", ()),
        ("stat", ("status:",)),
        ("wise -u", ("wise -under:", "wise -uses:")),
        ("lo", ("loss<",)),
        ("status:r", ("status:running",)),
        ("status:run,f", ("status:run,failed",)),
        ("under:coder", ("under:coder_v1", "under:coder_v2")),
        ("under:w", ('under:"wise 3"',)),
        ('under:"wise', ('under:"wise 3"',)),
        ("tag:b", ("tag:best", "tag:Bare")),
        ("-repo:", ("-repo:yoda_repo",)),
        ("uses!=teach_7", ()),
        ("loss<", ()),
        ("nothing:x", ()),
        ("base:qw", ("base:Qwen/Qwen3-32B",)),
    ],
)
def test_fields_and_values_are_completed(text: str, wholes: tuple[str, ...]) -> None:
    assert complete_query(text, values) == wholes


@pytest.mark.parametrize("text", ["under:coder", "x -under:cod", "uses:teach", "repo:y"])
def test_a_name_that_is_being_typed_is_half_typed(text: str) -> None:
    assert is_half_typed(text, values)


@pytest.mark.parametrize(
    "text", ["", "cod", "under:coder_v1", "under:coder*", 'under:"cod', "under:zzz", "status:r", "under:cod x"]
)
def test_a_name_that_is_whole_or_cannot_become_one_is_not(text: str) -> None:
    assert not is_half_typed(text, values)


@pytest.mark.parametrize(
    ("text", "now", "before"),
    [
        ("status", "status:", ""),
        ("wise -loss", "wise -loss<2", "wise"),
        ("status", "statusx", None),
        ("stat", "stat:", None),
        ("other", "status:", None),
        ("", "", None),
    ],
)
def test_a_word_that_turns_out_to_be_a_field_was_never_a_word(text: str, now: str, before: str | None) -> None:
    assert before_field(text, now) == before


@given(st.one_of(st.text(), st.sampled_from(["u", "under:c", "status:", "tag:b", 'tag:"b', "-re", "base:q"])))
def test_every_text_that_is_offered_can_be_read_or_is_unfinished(text: str) -> None:
    for whole in complete_query(text, values):
        try:
            parse_query(whole)
        except BadQuery as problem:
            is_fine = problem.is_unfinished or problem.at < len(text)
        else:
            is_fine = True
        assert is_fine
