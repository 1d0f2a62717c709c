"""The two prompts of a target: what teaches, and what the student hears."""

from __future__ import annotations

from enum import StrEnum

from breadtui.domain.names import PromptKey, PromptName, TargetKey
from breadtui.store.facts.remote import NOT_ASKED, Failed, value_of
from breadtui.store.facts.state import AppState
from breadtui.ui.present.clean import clean
from breadtui.ui.present.prompt.facts import NO_WORDS


class Side(StrEnum):
    """A side of a target, by the word for it."""

    TEACHER = "teacher"
    STUDENT = "student"

    @property
    def setting(self) -> str:
        """The key of the target's configuration that names the prompt."""
        return f"{self.value}_prompt"


def side_key(state: AppState, target: TargetKey, side: Side) -> PromptKey | None:
    """The prompt on this side; None where there is none, or the target was not read yet."""
    value = value_of(state.targets.get(target, NOT_ASKED))
    name = None if value is None else value.config.get(side.setting)
    return PromptKey(target.repo, PromptName(name)) if isinstance(name, str) and name else None


def side_heading(state: AppState, target: TargetKey, side: Side) -> str:
    """`teacher · teach_1`, or why there is no text: not read yet, could not be read, or none at all."""
    key = side_key(state, target, side)
    if key is not None:
        return f"{side.value} · {clean(key.name)}"
    remote = state.targets.get(target, NOT_ASKED)
    if value_of(remote) is not None:
        return f"{side.value} · {NO_WORDS}"
    return f"{side.value} · {'could not be read' if isinstance(remote, Failed) else 'reading…'}"
