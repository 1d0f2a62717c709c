"""What may follow `plan` on the command line."""

import pytest

from breadtui.ui.screens.words.plan import NotAPlan, PlanWish, parse_plan, plan_completions


@pytest.mark.parametrize(
    ("rest", "wish"),
    [
        ("", PlanWish("check")),
        ("check --into away", PlanWish("check", "away")),
        ("run --from 3 --into away", PlanWish("run", "away", 3)),
        ("run --into away --from 3", PlanWish("run", "away", 3)),
        ("stop", PlanWish("stop")),
    ],
)
def test_a_wish_is_understood(rest: str, wish: PlanWish) -> None:
    assert parse_plan(rest) == wish


@pytest.mark.parametrize("rest", ["bake", "run --into", "run --from x", "run --from 0", "stop --into x", "run a b"])
def test_anything_else_says_what_may_stand_there(rest: str) -> None:
    with pytest.raises(NotAPlan, match="plan check"):
        parse_plan(rest)


def test_verbs_options_and_repositories_are_completed() -> None:
    assert plan_completions("ch", ()) == ("check", "check --into ")
    assert plan_completions("run --into y", ("yoda", "other")) == ("run --into yoda",)
    assert plan_completions("run --from 3 ", ("yoda",)) == ("run --from 3 --into ",)
    assert plan_completions("run --from 3 --into o", ("yoda", "other")) == ("run --from 3 --into other",)
