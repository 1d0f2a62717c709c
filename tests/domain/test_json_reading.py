"""Texts are parsed in C, and say what they say to the standard library."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.json_reading import parsed_json

SAID = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


def said(text: str, parse: Any) -> str:
    """The value to its types and signs, or that it is none."""
    try:
        return repr(parse(text))
    except ValueError:
        return "no JSON"


@given(SAID, st.booleans(), st.sampled_from([None, 2]))
def test_whatever_is_written_is_read_as_the_standard_library_reads_it(what: Any, is_ascii: bool, indent: int) -> None:
    text = json.dumps(what, ensure_ascii=is_ascii, indent=indent)
    assert said(text, parsed_json) == said(text, json.loads)


@given(st.text(st.sampled_from('[]{}",:0123456789.eE+-\\u NaInfity\t\n\ufeff')))
def test_what_is_no_json_is_none_for_both(text: str) -> None:
    assert said(text, parsed_json) == said(text, json.loads)


@pytest.mark.parametrize(
    "text", ["1e999", "-1e999", "NaN", "-Infinity", '"\\ud800"', "1" * 40, "-0", "-0.0", "1e-400", " [1] "]
)
def test_what_stands_at_the_edges_is_read_alike(text: str) -> None:
    assert said(text, parsed_json) == said(text, json.loads) != "no JSON"


def test_bytes_are_read_as_texts_are() -> None:
    assert parsed_json('{"é": [1, NaN]}'.encode()).keys() == {"é"}


def test_what_is_too_deep_is_told_as_that() -> None:
    with pytest.raises(RecursionError):
        parsed_json("[" * 100_000)
