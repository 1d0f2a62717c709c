"""Things with stars, tags and notes, and some that are hidden."""

from __future__ import annotations

from breadtui.domain.labels.labels import Label, labels_of
from breadtui.store.facts.state import AppState
from breadtui.values import replace
from tests.fakes.states import a_key, a_prompt_key


def labelled(state: AppState, *, are_hidden_shown: bool = False) -> AppState:
    """The same with labels: the chosen bake has all of them, two things are hidden."""
    labels = labels_of(
        {
            a_key("coder_v4"): Label(True, tags=("best",), note="the one we ship\nask before deleting"),
            a_key("coder_v2"): Label(True),
            a_key("coder_v3"): Label(is_hidden=True),
            a_prompt_key("student"): Label(is_hidden=True),
        },
        are_hidden_shown=are_hidden_shown,
    )
    return replace(state, labels=labels, tags={a_key("coder_v4"): ("best",)})
