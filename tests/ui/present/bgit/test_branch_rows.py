"""The branches of a bgit folder as lines."""

from __future__ import annotations

from breadtui.domain.bgit.checkout import Branch, Checkout
from breadtui.domain.bgit.mapping_file import Mapped, MappingFile
from breadtui.domain.bulk import BulkLine, Outcome
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import Phase
from breadtui.ui.present.bgit.branch_rows import BgitSlice, branch_body, heading_text, outcome_body
from breadtui.ui.terminal.body_rows import text_of
from tests.fakes.states import REPO, a_job, a_key, a_seen, a_target_key

MAPPING = MappingFile(
    REPO,
    {"teacher": Mapped("prompt_1", "1")},
    Mapped("wise", "2"),
    Mapped("coder_v1", "3"),
    parent_model="ada/coder/coder_v0/100",
)
MAIN = Branch("main", MAPPING, is_current=True)
JOBS = {job.key: a_seen(job) for job in (a_job("wise", JobStatus.COMPLETE, phase=Phase.STIM), a_job("coder_v1"))}


def texts(checkout: Checkout) -> list[str]:
    return [text_of(line.line).rstrip() for line in branch_body(BgitSlice(checkout, JOBS))]


def test_each_branch_tells_its_things_how_they_stand_and_where_enter_leads() -> None:
    body = branch_body(BgitSlice(Checkout("/x", MAPPING, (MAIN,)), JOBS))
    said = [text_of(line.line) for line in body]
    assert said[0].startswith(" * main")
    assert "stim D done" in said[2]
    assert "rollout -" in said[2]
    assert "R running" in said[3]
    assert body[2].goto == a_target_key("wise")
    assert body[3].goto == a_key("coder_v1")
    assert body[4].goto == a_key("coder_v0")


def test_what_is_not_committed_is_told_apart_from_the_branch() -> None:
    other = MappingFile(REPO, bake=Mapped("coder_v2", "9"))
    said = texts(Checkout("/x", other, (MAIN,)))
    assert said[0].startswith(" * main (not committed)")
    assert "coder_v2" in said[1]
    assert said[2].startswith(" * main  coder")
    assert texts(Checkout("/x", other))[0].startswith(" * working folder")


def test_what_is_wrong_is_told_and_nothing_drives_the_terminal() -> None:
    broken = Branch("evil\x1b[31m", None, problem="names no \x1b[2J repository")
    said = "\n".join(texts(Checkout("/x", None, (broken,), problem="git: dubious ownership")))
    assert "git: dubious ownership" in said
    assert "names no" in said
    assert "\x1b" not in said
    assert "\x1b" not in heading_text(Checkout("/\x1b[2J", MAPPING, (MAIN,)))
    assert "no folder of bgit" in heading_text(None)


def test_bakes_made_before_are_told_once() -> None:
    mapping = MappingFile(REPO, bake=Mapped("coder_v1", "3"), models={"coder_v1": (), "coder_v0": ()})
    said = texts(Checkout("/x", mapping))
    assert [line.split()[:2] for line in said[1:]] == [["bake", "coder_v1"], ["made", "coder_v0"]]


def test_what_came_of_an_import_has_a_line_each() -> None:
    lines = (BulkLine(a_key("b"), Outcome.FAILED, "cut"), BulkLine(a_target_key("t"), Outcome.DONE, "made"))
    said = [text_of(line.line) for line in outcome_body(lines)]
    assert said[0].startswith(" no  bake    b ")
    assert said[1].startswith(" ok  target  t ")
