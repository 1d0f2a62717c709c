"""Answers of a page: of a long one some rows are looked at, and what is amiss with many is found in them."""

from __future__ import annotations

import pytest

from breadtui.domain.doctor.row_rules import MOST_LOOKED_AT, page_evidence
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import Json
from breadtui.domain.names import Phase
from breadtui.domain.outputs import conversation
from breadtui.domain.outputs.conversation import OutputRow, read_row
from breadtui.domain.outputs.pages import OutputPage
from tests.fakes.states import a_key


def a_page(count: int, empty_every: int) -> OutputPage:
    rows: list[Json] = [
        {
            "stimulus": f"Why {number}?",
            "response": {"role": "assistant", "content": "" if number % empty_every == 0 else f"Because {number}."},
        }
        for number in range(count)
    ]
    return OutputPage(Job(a_key("t", Phase.ROLLOUT), JobStatus.COMPLETE, lines=count), tuple(rows), 0, has_more=False)


@pytest.mark.parametrize("count", [1, MOST_LOOKED_AT, MOST_LOOKED_AT + 1, 1000, 5000])
def test_no_page_is_looked_at_in_more_rows_than_a_key_can_wait_for(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    looked: list[Json] = []

    def counted(row: Json) -> OutputRow:
        looked.append(row)
        return read_row(row)

    monkeypatch.setattr(conversation, "read_row", counted)
    page_evidence(a_page(count, 3))
    assert min(count, MOST_LOOKED_AT // 2) <= len(looked) <= MOST_LOOKED_AT


def test_what_is_amiss_with_a_share_of_a_long_page_is_found_in_some_of_its_rows() -> None:
    assert page_evidence(a_page(150, 3)) == "of 150 answers looked at, 50 empty"
    assert page_evidence(a_page(1000, 3)) == "of 200 answers looked at, 67 empty"
    assert page_evidence(a_page(1000, 1001)) is None
