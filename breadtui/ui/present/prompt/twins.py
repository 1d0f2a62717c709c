"""The prompts that stand on the other side of a target from the one in the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breadtui.domain.names import PromptKey, PromptName
from breadtui.domain.prompt.prompts import Prompt
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import AppState

if TYPE_CHECKING:
    from breadtui.domain.prompt.lint import Twin

_SIDES = ("teacher_prompt", "student_prompt")


def select(state: AppState) -> tuple[Twin, ...]:
    """Of each target that was read and names the chosen prompt and another: that other, as far as it was read."""
    key = state.chosen
    return twins_of(state, key) if isinstance(key, PromptKey) else ()


def twins_of(state: AppState, key: PromptKey) -> tuple[Twin, ...]:
    """The same for one prompt."""
    from breadtui.domain.prompt.lint import Twin  # noqa: PLC0415  when it is asked for

    found = []
    for target, remote in state.targets.items():
        value = value_of(remote)
        if value is None or target.repo != key.repo:
            continue
        other = _other_side(key.name, [value.config.get(side) for side in _SIDES])
        prompt = None if other is None else _text_of(state, PromptKey(key.repo, other))
        if prompt is not None:
            found.append(Twin(target.name, prompt))
    return tuple(found)


def _other_side(name: PromptName, sides: list[object]) -> PromptName | None:
    if name not in sides:
        return None
    other = sides[1 - sides.index(name)]
    return PromptName(other) if isinstance(other, str) and other else None


def _text_of(state: AppState, key: PromptKey) -> Prompt | None:
    draft = state.drafts.get(key)
    return draft.mine if draft is not None else value_of(state.prompts.get(key, NOT_ASKED))
