"""What the texts of prompts and the configurations of targets look like after an event."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from breadtui.domain.names import PromptKey
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.repos import Target
from breadtui.store.events.event import (
    PromptAsked,
    PromptDeleted,
    PromptFailed,
    PromptLoaded,
    TargetAsked,
    TargetFailed,
    TargetLoaded,
)
from breadtui.store.facts.keyed import having, lacking
from breadtui.store.facts.remote import NOT_ASKED, Ready, Remote, failed, last_ready, loading
from breadtui.store.facts.state import AppState
from breadtui.values import replace

TargetEvent: TypeAlias = TargetAsked | TargetLoaded | TargetFailed
TextEvent: TypeAlias = PromptAsked | PromptLoaded | PromptFailed
PromptEvent: TypeAlias = TextEvent | PromptDeleted


def reduce_prompts(state: AppState, event: PromptEvent | TargetEvent) -> AppState:
    """The state after something happened to a prompt or a target; those of closed repositories are dropped.

    A draft is never touched: its base stays what its writer saw, so that a save finds what others changed.
    """
    if event.key.repo not in state.opened:
        return state
    match event:
        case PromptAsked() | PromptLoaded() | PromptFailed():
            return _prompt_moved(state, event)
        case PromptDeleted(key):
            return _deleted(state, key)
        case TargetAsked() | TargetLoaded() | TargetFailed():
            return _target_moved(state, event)
        case _:
            assert_never(event)


def _prompt_moved(state: AppState, event: TextEvent) -> AppState:
    before = state.prompts.get(event.key, NOT_ASKED)
    after: Remote[Prompt]
    match event:
        case PromptAsked():
            after = loading(before)
        case PromptLoaded(_, prompt, at):
            known = last_ready(before)
            after = Ready(known.value if known is not None and known.value == prompt else prompt, at)
        case PromptFailed(_, error, at):
            after = failed(before, error, at)
        case _:
            assert_never(event)
    return replace(state, prompts=having(state.prompts, event.key, after))


def _deleted(state: AppState, key: PromptKey) -> AppState:
    contents = last_ready(state.contents.get(key.repo, NOT_ASKED))
    marked = tuple(what for what in state.marked if what != key) if key in state.marked else state.marked
    pruned = replace(state, prompts=lacking(state.prompts, key), saves=lacking(state.saves, key), marked=marked)
    if contents is None or key.name not in contents.value.prompts:
        return pruned
    left = tuple(name for name in contents.value.prompts if name != key.name)
    ready = Ready(replace(contents.value, prompts=left), contents.at)
    return replace(pruned, contents=having(state.contents, key.repo, ready))


def _target_moved(state: AppState, event: TargetEvent) -> AppState:
    before = state.targets.get(event.key, NOT_ASKED)
    after: Remote[Target]
    match event:
        case TargetAsked():
            after = loading(before)
        case TargetLoaded(_, target, at):
            known = last_ready(before)
            after = Ready(known.value if known is not None and known.value == target else target, at)
        case TargetFailed(_, error, at):
            after = failed(before, error, at)
        case _:
            assert_never(event)
    return replace(state, targets=having(state.targets, event.key, after))
