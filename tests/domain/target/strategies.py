"""Targets as hypothesis makes them."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from breadtui.domain.forms.fields import Kind
from breadtui.domain.json_values import JsonObject
from breadtui.domain.target.draft import TargetDraft
from breadtui.domain.target.generators import TYPES, GeneratorType, key_of

WORDS = st.text(min_size=1, max_size=12)


_VALUES: Mapping[Kind, st.SearchStrategy[object]] = {
    Kind.INTEGER: st.integers(1, 10_000),
    Kind.NUMBER: st.floats(0, 2),
    Kind.SWITCH: st.booleans(),
    Kind.LINES: st.lists(WORDS, min_size=1, max_size=5),
    Kind.TEXT: WORDS,
    Kind.CHOICE: WORDS,
}


@st.composite
def generators(draw: st.DrawFn) -> JsonObject:
    known: GeneratorType = draw(st.sampled_from(TYPES))
    held = draw(st.fixed_dictionaries({}, optional={key_of(field): _VALUES[field.kind] for field in known.fields}))
    return {"type": known.name, **held}  # type: ignore[dict-item]


@st.composite
def drafts(draw: st.DrawFn) -> TargetDraft:
    listed = draw(st.lists(generators(), max_size=4))
    given: JsonObject = {
        "teacher_prompt": draw(WORDS),
        "student_prompt": draw(st.sampled_from(["", "plain"])),
        "num_traj_per_stimulus": draw(st.integers(1, 9)),
        "generators": listed,
    }
    return TargetDraft(draw(WORDS), "default", given)
