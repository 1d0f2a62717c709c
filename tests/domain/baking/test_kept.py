"""Unfinished bakes between two runs of the program."""

import json

from breadtui.domain.baking.draft import BakeDraft
from breadtui.domain.baking.kept import drafts_from, drafts_json
from breadtui.domain.names import RepoName

DRAFTS = {RepoName("yoda"): BakeDraft("b", "wise_1", {"epochs": 2, "datasets": [{"target": "t"}]})}


def test_drafts_come_back_from_the_disk_as_they_were() -> None:
    assert drafts_from(json.loads(json.dumps(drafts_json(DRAFTS)))) == DRAFTS


def test_what_is_no_draft_is_left_out() -> None:
    assert drafts_from({"a": 1, "b": {"name": "x"}, "c": {"name": "x", "template": "t", "given": {}}}) == {
        RepoName("c"): BakeDraft("x", "t")
    }
    assert drafts_from(None) == {}
    assert drafts_from([1]) == {}
