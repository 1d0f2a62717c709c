"""What a chain that is asked for comes to, in words."""

from __future__ import annotations

from breadtui.domain.chain.check import ChainCheck
from breadtui.domain.chain.wish import ChainWish
from breadtui.domain.preflight.words import COSTS
from breadtui.ui.present.preflight.lines import ONLY_WAITS, chain_lines
from tests.fakes.states import REPO, a_key


def test_a_chain_that_starts_nothing_is_not_said_to_cost() -> None:
    check = ChainCheck(ChainWish(REPO, bakes=("v2",)), complete=(a_key("v1"),), active=(a_key("v2"),))
    text = ["".join(span.text for span in line).strip() for line in chain_lines(check, 60)]
    assert text == ["1 complete already, 1 under way and waited for, nothing to start", ONLY_WAITS]
    assert COSTS not in text
