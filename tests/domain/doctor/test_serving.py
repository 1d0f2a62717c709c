"""Whether a bake's model can be called, by the list of models."""

import pytest

from breadtui.domain.doctor.serving import is_served

NEWEST, OLDER, OTHER = "ada/coder/v7/183", "ada/coder/v7/100", "ada/coder/v6/183"
BASE = "Qwen/Qwen3-32B"


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ([BASE, OTHER, NEWEST], True),
        ([NEWEST], True),
        ([BASE, OTHER], False),
        ([BASE, OLDER], False),
        ([BASE], None),
        ([], None),
        (["ada/coder/v7/newest", "a/b/c/d/5"], None),
    ],
)
def test_a_list_without_any_baked_model_says_nothing(listed: list[str], said: bool | None) -> None:
    assert is_served([NEWEST, OLDER], listed) is said


def test_a_bake_without_a_model_is_neither() -> None:
    assert is_served([], [OTHER]) is None
