"""Weights as a person names them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.downloading.named import NamedWeights, named_weights, step_of


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("yoda/v6", NamedWeights("yoda/v6")),
        ("yoda/v6@354", NamedWeights("yoda/v6", 354)),
        ("yoda/v6@0", NamedWeights("yoda/v6", 0)),
        ("yoda/v@6", NamedWeights("yoda/v", 6)),
        ("yoda/v6@x", NamedWeights("yoda/v6@x")),
        ("yoda/v6@", NamedWeights("yoda/v6@")),
        ("yoda/v6@-1", NamedWeights("yoda/v6@-1")),
        ("yoda/v6@١٢", NamedWeights("yoda/v6@١٢")),
        ("yoda/a@b@7", NamedWeights("yoda/a@b", 7)),
        ("@7", NamedWeights("@7")),
        ("", NamedWeights("")),
    ],
)
def test_a_step_stands_behind_the_last_sign(text: str, named: NamedWeights) -> None:
    assert named_weights(text) == named


@given(st.text(min_size=1), st.integers(0, 10**15 - 1))
def test_what_is_told_of_a_download_names_it_again(place: str, step: int) -> None:
    assert named_weights(f"{place}@{step}") == (place, step)


@pytest.mark.parametrize("text", ["", "x", "-1", "1.5", "9" * 16, "²"])
def test_what_is_no_step_is_none(text: str) -> None:
    assert step_of(text) is None
