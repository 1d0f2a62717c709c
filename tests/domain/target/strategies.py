"""Targets as hypothesis makes them."""

from __future__ import annotations

from hypothesis import strategies as st

from breadtui.domain.json_values import JsonObject
from breadtui.domain.target.draft import TargetDraft
from breadtui.domain.target.generators import TYPES, Field, FieldKind, GeneratorType

WORDS = st.text(min_size=1, max_size=12)


def values_of(field: Field) -> st.SearchStrategy[object]:
    """Values that a field may hold."""
    match field.kind:
        case FieldKind.COUNT:
            return st.integers(1, 10_000)
        case FieldKind.NUMBER:
            return st.floats(0, 2)
        case FieldKind.SWITCH:
            return st.booleans()
        case FieldKind.LINES:
            return st.lists(WORDS, min_size=1, max_size=5)
        case FieldKind.JSON:
            return st.dictionaries(WORDS, st.integers(), max_size=2)
        case FieldKind.TEXT | FieldKind.FILE:
            return WORDS


@st.composite
def generators(draw: st.DrawFn) -> JsonObject:
    known: GeneratorType = draw(st.sampled_from(TYPES))
    held = draw(st.fixed_dictionaries({}, optional={field.key: values_of(field) for field in known.fields}))
    return {"type": known.name, **held}  # type: ignore[dict-item]


@st.composite
def drafts(draw: st.DrawFn) -> TargetDraft:
    listed = tuple(draw(st.lists(generators(), max_size=4)))
    given: JsonObject = {
        "teacher_prompt": draw(WORDS),
        "student_prompt": draw(st.sampled_from(["", "plain"])),
        "num_traj_per_stimulus": draw(st.integers(1, 9)),
        "generators": listed,
    }
    return TargetDraft(draw(WORDS), "default", given)
