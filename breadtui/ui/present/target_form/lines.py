"""The lines around the form of a target: what is known behind a value, what would come of it, how making it stands."""

from __future__ import annotations

from collections.abc import Sequence

from breadtui.domain.forms.form import Form
from breadtui.domain.forms.places import Place
from breadtui.domain.forms.problems import Problem
from breadtui.domain.names import PromptKey, RepoName
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.target.creation import Creating, NotCreated, TargetCreation
from breadtui.domain.target.draft import GENERATORS, rows_of
from breadtui.domain.target.generators import question_count
from breadtui.domain.target.words import count_words
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import AppState
from breadtui.ui.present.clean import clean, cut_end
from breadtui.ui.present.errors import sentence_of
from breadtui.ui.present.form.standing import BEING_CREATED, standing_line
from breadtui.ui.present.target_form.options import ALWAYS_ON
from breadtui.ui.present.tones import Line, Span, Tone

FIRST_WORDS_CELLS = 48
TEACHER, STUDENT, MODEL = ("teacher_prompt",), ("student_prompt",), ("model_name",)


def value_facts(state: AppState, repo: RepoName, form: Form, base_model: str) -> dict[Place, Line]:
    """What is known about values: how a prompt begins, what an empty student means, whose model it is."""
    facts: dict[Place, Line] = {}
    for place in (TEACHER, STUDENT):
        if words := _prompt_words(state, repo, form, place):
            facts[place] = (Span(f"  {words}", Tone.DIM),)
    model = form.value_at(MODEL)
    if isinstance(model, str) and model:
        facts[MODEL] = (Span("  base model" if model == base_model else "", Tone.DIM),)
    counts = [question_count(item) for item in form.items_at((GENERATORS,))]
    if counts:
        told = sum(count or 0 for count in counts)
        facts[(GENERATORS,)] = (Span(f"  {told}{' or more' if None in counts else ''} questions", Tone.DIM),)
    return facts


def _prompt_words(state: AppState, repo: RepoName, form: Form, place: Place) -> str:
    name = form.value_at(place)
    if not isinstance(name, str):
        return ""
    if not name:
        return ALWAYS_ON if place == STUDENT else ""
    prompt = value_of(state.prompts.get(PromptKey(repo, name), NOT_ASKED))  # type: ignore[arg-type]  # a name as typed
    return first_words(prompt) if prompt is not None else ""


def first_words(prompt: Prompt) -> str:
    """How a prompt begins, in one line."""
    text = next((message.text for message in prompt.messages if message.text.strip()), "")
    if not text:
        return "no words: always on"
    return cut_end(clean(" ".join(text[: 4 * FIRST_WORDS_CELLS].split())), FIRST_WORDS_CELLS)


def summary(form: Form, problems: Sequence[Problem], creation: TargetCreation | None) -> tuple[Line, ...]:
    """Rows that will be made, and what stands in the way of making it."""
    counted = (Span(f" {count_words(rows_of(form.effective))}", Tone.STRONG),)
    return (counted, _standing(problems, creation))


def _standing(problems: Sequence[Problem], creation: TargetCreation | None) -> Line:
    if isinstance(creation, Creating):
        return BEING_CREATED
    if isinstance(creation, NotCreated):
        told = "what came of it is unclear: f2 looks and asks again" if creation.error.status is None else ""
        words = f" not created: {clean(sentence_of(creation.error), limit=200)}"
        return (Span(words, Tone.FAILED), Span(f"  {told}" if told else "", Tone.DIM))
    return standing_line(problems, "nothing is wrong · f2 creates it")
