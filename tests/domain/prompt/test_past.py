"""The past of a prompt: texts numbered, gaps measured, our own marked."""

from datetime import UTC, datetime, timedelta

from breadtui.domain.names import PromptKey, PromptName, RepoName
from breadtui.domain.prompt.past import Deed, PromptPast, PromptStay, PromptWrite, versions
from breadtui.domain.prompt.prompts import Message, Prompt

KEY = PromptKey(RepoName("yoda"), PromptName("teacher"))
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def text(words: str) -> Prompt:
    return Prompt(KEY.name, (Message("system", words),))


def at(seconds: float) -> datetime:
    return AT + timedelta(seconds=seconds)


def stay(words: str, first: float, last: float) -> PromptStay:
    return PromptStay(text(words), at(first), at(last))


def test_a_text_that_comes_back_keeps_its_number() -> None:
    past = PromptPast(KEY, (stay("a", 0, 1), stay("b", 2, 3), stay("a", 4, 5)))
    assert [one.number for one in versions(past)] == [1, 2, 1]


def test_the_time_in_which_nobody_looked_is_measured() -> None:
    past = PromptPast(KEY, (stay("a", 0, 10), stay("b", 70, 80)))
    assert [one.unwatched_seconds for one in versions(past)] == [0.0, 60.0]


def test_only_the_stay_that_was_saved_here_is_ours() -> None:
    past = PromptPast(
        KEY,
        (stay("a", 0, 1), stay("b", 2, 3), stay("a", 4, 5)),
        (PromptWrite(KEY, at(4), text("b"), text("a")),),
    )
    assert [one.is_ours for one in versions(past)] == [True, False, False]


def test_a_deletion_is_told_with_the_text_it_ended() -> None:
    past = PromptPast(KEY, (stay("a", 0, 1), stay("b", 9, 9)), (PromptWrite(KEY, at(5), text("a"), None),))
    assert [one.deleted_at for one in versions(past)] == [None, at(5)]


def test_a_write_says_what_it_did() -> None:
    sides = [(None, text("a")), (text("a"), text("b")), (text("b"), None)]
    assert [PromptWrite(KEY, AT, before, after).deed for before, after in sides] == [
        Deed.MADE,
        Deed.REPLACED,
        Deed.DELETED,
    ]
