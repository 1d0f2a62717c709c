"""A target that asks one question more."""

from __future__ import annotations

from collections.abc import Sequence

from breadtui.domain.json_values import JsonObject
from breadtui.domain.target.draft import GENERATORS, TargetDraft
from breadtui.domain.target.generators import HARDCODED, questions_of, type_of
from breadtui.values import replace


def with_questions(draft: TargetDraft, questions: Sequence[str]) -> TargetDraft:
    """The draft whose first hardcoded generator asks these as well, each once; one is added where there is none.

    `numq` grows along where it counted all that were listed. Source: the API contract, number of stimuli.
    """
    generators = list(draft.generators)
    place = next((at for at, each in enumerate(generators) if type_of(each) == HARDCODED), None)
    if place is None:
        asked = list(dict.fromkeys(questions))
        generators.append({"type": HARDCODED, "numq": len(asked), "questions": asked})
    else:
        generators[place] = _grown(generators[place], questions)
    return replace(draft, given={**draft.given, GENERATORS: generators})


def _grown(generator: JsonObject, questions: Sequence[str]) -> JsonObject:
    held = questions_of(generator)
    asked = list(dict.fromkeys((*held, *questions)))
    count = generator.get("numq")
    is_counting_all = isinstance(count, int) and count >= len(held)
    grown = {**generator, "questions": asked}
    return {**grown, "numq": len(asked)} if is_counting_all else grown
