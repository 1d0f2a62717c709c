"""Settings read from files, JSON or YAML."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.json_values import Json
from breadtui.export.settings_files import Misread, read_settings

LEAVES = st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(alphabet="abc é:-#'\"", max_size=8)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", max_size=3), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.text("abc", min_size=1, max_size=4), VALUES, min_size=1, max_size=3))
def test_json_and_yaml_say_the_same(value: dict[str, Json]) -> None:
    assert read_settings(json.dumps(value).encode()) == value
    assert read_settings(yaml.safe_dump(value, allow_unicode=True, default_flow_style=False).encode(), "x.yml") == value


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "", "it is empty"),
        (b"# only a remark\n", "x.yml", "it is empty"),
        (b'{"a": }', "", "line 1, column 7"),
        (b"a: [1\n", "x.yaml", "line 2"),
        (b"\xff", "x.yml", "no UTF-8"),
        (b"a: 1", "x.json", "line 1, column 1"),
        (b"&a [*a]", "x.yml", "itself"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(content: bytes, name: str, says: str) -> None:
    with pytest.raises(Misread, match=says):
        read_settings(content, name)
