"""Searching everything that is known."""

import pytest

from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import Phase, RepoName
from breadtui.domain.outputs import OutputPage
from breadtui.domain.query.queries import parse_query
from breadtui.domain.repos import Repo
from breadtui.store.events.finding import RowsSeen
from breadtui.store.facts.remote import Loading, Ready
from breadtui.store.facts.rows_seen import SeenRows
from breadtui.store.facts.state import AppState
from breadtui.store.reducers.whole import reduce
from breadtui.store.views.search import MOST_OF_A_KIND, Found, FoundKind, Search, reading_progress, unread_prompts
from breadtui.values import replace
from tests.fakes.states import (
    NOW,
    REPO,
    a_draft,
    a_job,
    a_key,
    a_prompt,
    a_prompt_key,
    a_state,
    a_target_key,
    a_tree,
)

TEXT = "You are wise.\n\nSpeak of CUDA kernels\nand be brief."


def everything() -> AppState:
    state = a_state(
        a_tree({"coder_v1": JobStatus.COMPLETE, "cuda_v2": JobStatus.FAILED}, [("cuda_v2", "coder_v1")]),
        [a_job("cuda_v2", JobStatus.FAILED, error="torch: CUDA out of memory\n  at kernel 3")],
        prompts=[a_prompt(TEXT)],
        targets=["wise"],
        tags={a_key("coder_v1"): ("best",)},
    )
    rows = OutputPage(
        a_job("wise", phase=Phase.STIM), ("What is a cuda core?", {"question": "q", "response": "r"}), 100, False
    )
    state = replace(state, repos=Ready((Repo(REPO), Repo(RepoName("closed_cuda"))), NOW))
    return reduce(state, RowsSeen(rows))


def searched(state: AppState, text: str) -> tuple[Found, ...]:
    search = Search(state, parse_query(text))
    while search.step(2):
        pass
    return search.found()


def test_a_word_is_found_wherever_it_stands_by_kind() -> None:
    found = searched(everything(), "cuda")
    assert [one.kind for one in found] == [
        FoundKind.REPO,
        FoundKind.BAKE,
        FoundKind.TEXT,
        FoundKind.ERROR,
        FoundKind.ROW,
    ]
    text, error, row = found[2:]
    assert (text.what, text.text, text.part, text.line) == (a_prompt_key(), "Speak of CUDA kernels", 0, 2)
    assert (error.what, error.text) == (a_key("cuda_v2"), "torch: CUDA out of memory")
    assert (row.what, row.line) == (a_key("wise", Phase.STIM), 100)


def test_a_model_path_is_found_with_its_checkpoint() -> None:
    (found,) = searched(everything(), "coder_v1/100")
    assert (found.kind, found.what, found.checkpoint) == (FoundKind.CHECKPOINT, a_key("coder_v1"), 100)


def test_names_that_hold_the_word_come_before_those_that_hold_its_letters() -> None:
    state = a_state(a_tree(["t_e_a_c_h", "teach_1"]))
    assert [found.text for found in searched(state, "teach kind:bake") if found.kind is FoundKind.BAKE] == [
        "teach_1",
        "t_e_a_c_h",
    ]


@pytest.mark.parametrize(
    ("text", "whats"),
    [
        ("tag:best", [a_key("coder_v1")]),
        ("status:fail kind:bake", [a_key("cuda_v2"), a_key("cuda_v2"), a_key("cuda_v2")]),
        ("kind:target", [a_target_key()]),
        ('"wise." kind:prompt', [a_prompt_key()]),
        ("cuda -kind:bake -kind:prompt -kind:stim repo:coder", []),
        ("", []),
    ],
)
def test_fields_ask_of_the_thing_that_a_place_belongs_to(text: str, whats: list[object]) -> None:
    assert [found.what for found in searched(everything(), text)] == whats


def test_a_draft_is_searched_as_it_is_now() -> None:
    state = replace(everything(), drafts={a_prompt_key(): a_draft(a_prompt("Mine: marmot"), a_prompt(TEXT))})
    assert [found.what for found in searched(state, "marmot")] == [a_prompt_key()]
    assert not [found for found in searched(state, "kernels") if found.kind is FoundKind.TEXT]


def test_of_each_kind_fifty_are_listed_and_all_are_counted() -> None:
    search = Search(a_state(a_tree([f"b{number}" for number in range(300)])), parse_query('"b" kind:bake'))
    while search.step(100):
        pass
    assert search.counts[FoundKind.BAKE] == 300
    assert len([found for found in search.found() if found.kind is FoundKind.BAKE]) == MOST_OF_A_KIND


def test_a_slice_looks_at_no_more_than_it_says() -> None:
    names = [f"b{number}" for number in range(1000)]
    search = Search(a_state(a_tree(names)), parse_query("b"))
    assert search.step(10)
    assert sum(search.counts.values()) <= 10


def test_how_many_prompts_were_read_is_known() -> None:
    state = a_state(prompts=[a_prompt(), a_prompt(name="other")])
    assert reading_progress(state) == (2, 2)
    waiting = replace(state, prompts={a_prompt_key(): Loading()})
    assert reading_progress(waiting) == (0, 2)
    assert unread_prompts(waiting) == [a_prompt_key(), a_prompt_key("other")]
    assert reading_progress(replace(state, opened={})) == (0, 0)


def a_page(offset: int, text: str = "q" * 100, count: int = 10, repo: str = REPO) -> OutputPage:
    return OutputPage(a_job("wise", phase=Phase.STIM, repo=repo), (text,) * count, offset, True)


def test_rows_seen_are_bound_by_bytes_and_the_oldest_go() -> None:
    rows = SeenRows()
    for number in range(5):
        rows = rows.with_page(a_page(number * 10), most_bytes=7_000)
    assert [offset for _, offset in rows.pages] == [30, 40]
    assert sum(rows.sizes.values()) <= 7_000
    assert rows.with_page(a_page(40), most_bytes=7_000) is rows


def test_rows_of_a_closed_repository_are_forgotten() -> None:
    rows = SeenRows().with_page(a_page(0)).with_page(a_page(0, repo="other"))
    assert {key.repo for key, _ in rows.without_repo(REPO).pages} == {"other"}
    assert rows.without_repo("nowhere") is rows
