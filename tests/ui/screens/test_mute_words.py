"""Rules muted and told again by words: for what is chosen, for one that is named, for all."""

from __future__ import annotations

import pytest

from breadtui.domain.doctor.alarms import Rule
from breadtui.domain.doctor.mutes import NO_MUTES, Mutes
from breadtui.ui.screens.words.mutes import (
    NOTHING_MUTED,
    MuteWish,
    NotAMute,
    changes_of,
    mute_completions,
    muted_text,
    outcome_text,
    parse_mute,
)
from tests.fakes.states import a_job, a_key, a_state, a_tree
from tests.ui.screens.explorer_host import exploring

V1, V2 = a_key("v1"), a_key("v2")
STATE = a_state(a_tree(["v1", "v2"]), [a_job("v1"), a_job("v2")])
SOME = Mutes(frozenset({Rule.PLATEAU}), frozenset({(V1, Rule.STALLED), (V2, Rule.STALLED), (V1, Rule.NAN)}))


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("stalled", MuteWish(Rule.STALLED)),
        ("stalled all", MuteWish(Rule.STALLED, "all")),
        (" nan  coder/v1 ", MuteWish(Rule.NAN, "coder/v1")),
    ],
)
def test_a_rule_is_followed_by_nothing_a_path_or_all(words: str, wish: MuteWish) -> None:
    assert parse_mute(words, is_muted=True) == parse_mute(words, is_muted=False) == wish


@pytest.mark.parametrize("words", ["weather", "stalled v1", "stalled all of them", "all stalled"])
def test_other_words_name_the_rules(words: str) -> None:
    with pytest.raises(NotAMute, match="rules: stalled, nan"):
        parse_mute(words, is_muted=False)


def test_every_rule_can_only_be_told_again() -> None:
    assert parse_mute("all", is_muted=False) == MuteWish(None, "all")
    with pytest.raises(NotAMute):
        parse_mute("all", is_muted=True)


def test_telling_again_for_all_is_about_the_rule_and_each_job_it_was_muted_for() -> None:
    assert changes_of(MuteWish(Rule.STALLED, "all"), (), SOME, is_muted=False) == [
        (Rule.STALLED, V1),
        (Rule.STALLED, V2),
    ]
    assert len(changes_of(MuteWish(None, "all"), (), SOME, is_muted=False)) == 4
    assert changes_of(MuteWish(Rule.PLATEAU, "all"), (), SOME, is_muted=True) == []


def test_what_is_so_already_is_said_and_not_done() -> None:
    assert changes_of(MuteWish(Rule.STALLED), [V1], SOME, is_muted=True) == []
    assert outcome_text(MuteWish(Rule.STALLED), [V1], SOME, is_muted=True) == "stalled was muted already for v1"
    assert outcome_text(MuteWish(Rule.NAN), [V2], SOME, is_muted=False) == "nan was not muted for v2"
    assert outcome_text(MuteWish(None, "all"), (), SOME, is_muted=False) == "every rule is told again for all jobs"


def test_what_is_muted_is_one_line() -> None:
    assert muted_text(NO_MUTES) == NOTHING_MUTED
    assert muted_text(SOME) == (
        "muted: plateau for all jobs; nan for coder/v1; stalled for coder/v1; stalled for coder/v2"
    )


def test_telling_again_goes_on_with_what_is_muted_alone() -> None:
    paths = ["coder/v1", "coder/v2"]
    assert mute_completions("mute st", NO_MUTES, paths) == ("mute stalled",)
    assert mute_completions("unmute ", NO_MUTES, paths) == ()
    assert mute_completions("unmute ", SOME, paths) == ("unmute nan", "unmute plateau", "unmute stalled", "unmute all")
    assert mute_completions("unmute nan ", SOME, paths) == ("unmute nan all", "unmute nan coder/v1")
    assert mute_completions("mute nan coder/", SOME, paths) == ("mute nan coder/v1", "mute nan coder/v2")
    assert mute_completions("mut", SOME, paths) is None


async def test_a_named_job_is_muted_shown_and_told_again() -> None:
    async with exploring(STATE) as here:
        await here.type_line("mute diverged coder/v2")
        await here.type_line("mute plateau all")
        assert here.store.state.mutes == Mutes(frozenset({Rule.PLATEAU}), frozenset({(V2, Rule.DIVERGED)}))
        await here.type_line("mute")
        assert here.toasts[-1] == "muted: plateau for all jobs; diverged for coder/v2"
        await here.type_line("unmute plateau coder/v2")
        assert here.toasts[-1] == "plateau is muted for all jobs: unmute plateau all"
        await here.type_line("unmute diverged coder/v9")
        assert here.toasts[-1] == "there is no job coder/v9"
        await here.type_line("unmute all")
        assert here.store.state.mutes == NO_MUTES
        await here.type_line("unmute")
        assert here.toasts[-1] == NOTHING_MUTED
