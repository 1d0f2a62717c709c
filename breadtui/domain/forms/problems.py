"""What is wrong in a form, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from breadtui.domain.forms.fields import Field
from breadtui.domain.forms.form import Form, fields_in
from breadtui.domain.forms.places import Place
from breadtui.domain.forms.words import value_problem
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence about a place; a warning does not keep anybody from going on."""

    place: Place
    sentence: str
    is_warning: bool = False


def field_problems(form: Form) -> tuple[Problem, ...]:
    """What is missing, of the wrong kind or beyond its limits, in the order of the rows."""
    fields = (field for top in form.spec.fields for field in fields_in(form, top))
    found = ((field, _sentence(form, field)) for field in fields)
    return tuple(Problem(field.place, sentence) for field, sentence in found if sentence)


def by_place(problems: Iterable[Problem]) -> Mapping[Place, tuple[Problem, ...]]:
    """The problems of each place, errors first."""
    found: dict[Place, tuple[Problem, ...]] = {}
    for problem in sorted(problems, key=lambda one: one.is_warning):
        found[problem.place] = (*found.get(problem.place, ()), problem)
    return found


def in_row_order(form: Form, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems as their rows stand below each other; those of no row last."""
    order = {field.place: at for at, field in enumerate(form.spec.fields)}

    def row_of(problem: Problem) -> tuple[int, tuple[tuple[int, str], ...]]:
        place = problem.place
        at = next((order[place[:end]] for end in range(1, len(place) + 1) if place[:end] in order), len(order))
        return at, tuple((step, "") if isinstance(step, int) else (0, step) for step in place)

    return tuple(sorted(problems, key=row_of))


def errors_in(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that keep the form from being sent."""
    return tuple(problem for problem in problems if not problem.is_warning)


def _sentence(form: Form, field: Field) -> str:
    if field.is_required and form.value_at(field.place) in (None, "", [], ()):
        return "this is needed"
    problem = value_problem(field, form.given_at(field.place))
    return f"wants {problem}" if problem else ""
