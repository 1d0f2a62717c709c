"""JSON is laid out over lines as it came, whole or cut."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.json_layout import laid_out

JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def test_each_value_has_a_line_and_empty_ones_stay_together() -> None:
    text = '{"a":[1,2.50e-7],"b":{},"c":[],"d":"x, {y}"}'
    assert laid_out(text) == ('{\n  "a": [\n    1,\n    2.50e-7\n  ],\n  "b": {},\n  "c": [],\n  "d": "x, {y}"\n}')


@given(JSONS)
def test_it_says_the_same_afterwards(value: object) -> None:
    assert json.loads(laid_out(json.dumps(value))) == value


@given(JSONS, st.integers(min_value=0, max_value=200))
def test_nothing_of_a_cut_text_is_lost(value: object, length: int) -> None:
    text = json.dumps([value], separators=(",", ":"))[:length]
    assert "".join(laid_out(text).split()) == "".join(text.split())


def test_another_text_stays_as_it_is() -> None:
    assert laid_out('data: {"a":1}\n\n') == 'data: {"a":1}\n\n'
