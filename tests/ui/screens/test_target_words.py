"""What may follow `new target`."""

import pytest

from breadtui.ui.screens.words.commands import completions
from breadtui.ui.screens.words.target import NotATarget, TargetWish, new_target_completions, parse_new_target


@pytest.mark.parametrize(
    ("rest", "wish"),
    [
        ("", TargetWish("", "")),
        ("fresh", TargetWish("fresh")),
        ("fresh --from wise", TargetWish("fresh", "wise")),
        ("--from wise", TargetWish("", "wise")),
    ],
)
def test_name_and_template_may_both_be_left_out(rest: str, wish: TargetWish) -> None:
    assert parse_new_target(rest) == wish


@pytest.mark.parametrize("rest", ["a b", "a --from", "--from", "a --from b c"])
def test_what_is_no_target_says_what_may_stand_there(rest: str) -> None:
    with pytest.raises(NotATarget, match="--from TEMPLATE"):
        parse_new_target(rest)


def test_targets_are_offered_as_templates() -> None:
    assert new_target_completions("fresh --from w", ("wise", "other")) == ("fresh --from wise",)
    assert new_target_completions("--from ", ("wise",)) == ("--from default", "--from wise")
    assert new_target_completions("fresh --f", ()) == ("fresh --from ",)
    assert new_target_completions("fresh", ()) == ()
    assert "new target " in completions("new t", (), ())
