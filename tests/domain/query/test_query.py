"""The filter grammar."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.query.fields import FIELDS
from breadtui.domain.query.queries import BadQuery, Query, parse_query


@dataclass
class Row:
    text: str = "coder_v7"
    said: Mapping[str, Collection[str]] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def words(self, name: str) -> Collection[str]:
        self.asked.append(name)
        return self.said.get(name, ())

    def number(self, name: str) -> float | None:
        self.asked.append(name)
        return self.numbers.get(name)


RUNNING = Row(
    said={
        "status": ("running",),
        "kind": ("bake",),
        "has": ("loss", "parent"),
        "repo": ("yoda_repo",),
        "under": ("coder_v5", "coder_v7"),
        "uses": ("teach_7", "wise"),
        "tag": ("best",),
        "base": ("Qwen/Qwen3-32B",),
        "parent": ("coder_v5",),
    },
    numbers={"loss": 1.4e-7, "lr": 1e-4, "percent": 46.0, "step": 120.0},
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "coder",
        "cdr7",
        "CODER v7",
        '"coder_v"',
        "status:run",
        "status:running",
        "status:run,fail",
        "status=r",
        "-status:done",
        "status!=done",
        "loss<2e-7",
        "lr>=1e-4",
        "lr<=0.0001",
        "lr=1e-4",
        "lr:1e-4",
        "loss!=3",
        "percent>45",
        "under:coder_v5",
        'under:"coder_v5"',
        "uses:teach_7",
        "uses:TEACH_*",
        "repo:yoda_repo",
        'repo:"yoda_repo"',
        "has:loss",
        "has:l",
        "tag:best",
        "kind:bake,prompt",
        "base:qwen3",
        "parent:coder_v5",
        "Status:run LOSS<1",
        "-zzz",
        "--coder",
        "coder status:run -tag:bad loss>0",
        "-rows<1",
    ],
)
def test_a_row_fits_what_it_is(text: str) -> None:
    assert parse_query(text).matches(RUNNING)


@pytest.mark.parametrize(
    "text",
    [
        "redoc",
        '"CODER"',
        '"coder v7"',
        "status:done",
        "loss<1e-7",
        "rows<1",
        "rows!=1",
        "uses:teach_70",
        "uses:teach",
        "under:coder_v",
        "tag:*worst",
        "base:llama",
        "-coder",
        "coder -status:run",
        'status:"run"',
    ],
)
def test_a_row_does_not_fit_what_it_is_not(text: str) -> None:
    assert not parse_query(text).matches(RUNNING)


@pytest.mark.parametrize(
    ("text", "at", "length", "says"),
    [
        ("stat:run", 0, 4, "no field 'stat'; did you mean status?"),
        ("coder losss<1", 6, 5, "did you mean loss?"),
        ("qqq:x", 0, 3, "put the text in quotes"),
        ("loss<abc", 5, 3, "'abc' is no number"),
        ("loss< x", 5, 0, "a number belongs here"),
        ("loss<1e999", 5, 5, "is no number"),
        ('coder "half', 6, 5, "the quote is not closed"),
        ('a ""', 2, 2, "nothing stands between"),
        ('"a"b', 3, 1, "a blank belongs after the quote"),
        ("status:xyz", 7, 3, "status knows no 'xyz': running, done"),
        ("status:run,,x", 11, 0, "a value belongs here"),
        ("status<run", 6, 1, "status is no number: status:running"),
        ("a - b", 2, 1, "a term belongs after '-'"),
        ('under:"x', 6, 2, "the quote is not closed"),
    ],
)
def test_a_wrong_query_says_where_and_what(text: str, at: int, length: int, says: str) -> None:
    with pytest.raises(BadQuery) as problem:
        parse_query(text)
    assert (problem.value.at, problem.value.length) == (at, length)
    assert says in problem.value.sentence


@pytest.mark.parametrize(
    "text", ["-", "coder -", "status:", "status:run,", "loss<", "loss<-", "loss<2e", "loss<2e-", "loss<.", '"ha', '"']
)
def test_what_is_still_being_typed_is_unfinished_and_not_wrong(text: str) -> None:
    with pytest.raises(BadQuery) as problem:
        parse_query(text)
    assert problem.value.is_unfinished


@pytest.mark.parametrize("text", ["loss<abc", "status:xyz", "stat:", "loss< x", "status: x"])
def test_what_no_letter_can_put_right_is_wrong_at_once(text: str) -> None:
    with pytest.raises(BadQuery) as problem:
        parse_query(text)
    assert not problem.value.is_unfinished


def test_an_empty_query_is_falsy_and_equal_queries_are_equal() -> None:
    assert not parse_query(" ")
    assert parse_query("a  status:run") == parse_query("a STATUS=run")
    assert hash(parse_query("a")) == hash(parse_query("a "))
    assert parse_query("a") != parse_query("-a")


def test_only_the_fields_that_are_named_are_asked_for() -> None:
    row = Row(said={"status": ("done",)})
    parse_query("coder status:run loss<1").matches(row)
    assert row.asked == ["status"]
    assert parse_query("a -status:run loss<1").fields == {"status", "loss"}


def test_in_long_texts_words_are_not_fuzzy() -> None:
    assert not parse_query("cdr").matches(RUNNING, is_fuzzy=False)
    assert parse_query("coder").matches(RUNNING, is_fuzzy=False)


def test_the_places_of_words_are_found_once_each() -> None:
    assert parse_query('ab bc "D" -x loss<1').places("ABCxDabd") == ((0, 3), (4, 7))
    assert parse_query("ß").places("ßß") == ((0, 2),)


TERMS = st.one_of(
    st.text(min_size=1),
    st.builds(
        lambda name, sign, value: f"{name.name}{sign}{value}",
        st.sampled_from(FIELDS),
        st.sampled_from(["<", "<=", ">", ">=", "=", "!=", ":"]),
        st.one_of(st.floats().map(str), st.sampled_from(["run", "bake,p", '"x y"', "a*", "loss", '"\\""'])),
    ),
    st.sampled_from(["-", '"', '"a b"', "--x", "status:run", ",", "\\"]),
)
TEXTS = st.lists(TERMS, max_size=5).map(" ".join)


def queries(text: str) -> Query | None:
    try:
        return parse_query(text)
    except BadQuery as problem:
        where = (problem.at, problem.length, problem.sentence)
    at, length, sentence = where
    assert 0 <= at <= at + length <= len(text)
    assert sentence
    return None


@given(TEXTS)
def test_no_text_breaks_the_parser_and_a_printed_query_parses_to_itself(text: str) -> None:
    query = queries(text)
    if query is not None:
        assert parse_query(str(query)) == query


@given(TERMS, st.text(max_size=20))
def test_a_minus_means_the_opposite(term: str, name: str) -> None:
    row = Row(name, RUNNING.said, RUNNING.numbers)
    one, opposite = queries(term.strip()), queries(f"-{term.strip()}")
    if one is not None and opposite is not None and len(one.terms) == 1:
        assert opposite.matches(row) is not one.matches(row)


@given(st.text(max_size=30), st.text(min_size=1, max_size=30))
def test_places_lie_in_the_text(word: str, text: str) -> None:
    query = queries(word)
    for start, end in query.places(text) if query else ():
        assert 0 <= start < end <= len(text)


def test_a_row_without_the_number_asked_for_might_fit_where_all_else_holds() -> None:
    unread = Row(said={"status": ("done",)}, numbers={"percent": 100.0})
    hanging = ("loss<2e-7", "loss>1 status:done", "coder loss<2e-7 -status:fail", "percent>90 min<1")
    decided = ("", "coder", "percent>1", "loss<2e-7 status:run", "wise loss<1", "percent<50 loss<1", "-loss<1")
    assert [parse_query(text).hangs_on_unknown(unread) for text in hanging] == [True] * len(hanging)
    assert [parse_query(text).hangs_on_unknown(unread) for text in decided] == [False] * len(decided)
    assert not parse_query("loss<2e-7").hangs_on_unknown(RUNNING)
