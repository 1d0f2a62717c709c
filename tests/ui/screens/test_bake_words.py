"""What may follow `new bake` and `bake-from`."""

import pytest

from breadtui.domain.baking.draft import BakeDraft
from breadtui.ui.screens.making.bake_making import with_targets
from breadtui.ui.screens.words.bake import (
    BakeWish,
    NotABake,
    bake_from_completions,
    new_bake_completions,
    parse_new_bake,
)


@pytest.mark.parametrize(
    ("rest", "wish"),
    [
        ("", BakeWish()),
        ("wise_4", BakeWish("wise_4")),
        ("wise_4 --from wise_3", BakeWish("wise_4", "wise_3")),
        ("--from wise_3", BakeWish("", "wise_3")),
    ],
)
def test_a_name_and_a_template_may_both_be_left_to_the_form(rest: str, wish: BakeWish) -> None:
    assert parse_new_bake(rest) == wish


@pytest.mark.parametrize("rest", ["a b", "a --from", "a --from b c", "a b --from c"])
def test_other_words_are_refused_with_the_form(rest: str) -> None:
    with pytest.raises(NotABake, match="new bake"):
        parse_new_bake(rest)


def test_a_line_goes_on_with_templates_and_paths() -> None:
    assert new_bake_completions("x --fr", ["wise"]) == ("x --from ",)
    assert new_bake_completions("x --from w", ["wise", "coder"]) == ("x --from wise",)
    assert new_bake_completions("--from ", ["wise"]) == ("--from default", "--from wise")
    assert bake_from_completions("ada/", ["ada/y/b/1", "eve/y/b/1"]) == ("ada/y/b/1",)


def test_a_target_that_was_made_first_comes_among_the_others() -> None:
    draft = BakeDraft("b", given={"epochs": 2, "datasets": [{"target": "a"}]})

    assert with_targets(draft, ("new",)).given == {"epochs": 2, "datasets": [{"target": "a"}, {"target": "new"}]}
    assert with_targets(draft, ()) == draft
