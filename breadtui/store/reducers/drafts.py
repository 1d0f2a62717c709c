"""What unsaved prompt texts and their saves look like after an event."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias, assert_never

from breadtui.domain.errors import Unclear
from breadtui.domain.names import PromptKey
from breadtui.domain.prompt.drafts import Draft, same_text
from breadtui.domain.prompt.prompts import Prompt
from breadtui.store.events.draft import DraftBegun, DraftDropped, DraftUnkept
from breadtui.store.events.event import (
    DraftChanged,
    DraftsRestored,
    PromptSaved,
    ReplaceNeeded,
    SaveConflicted,
    SaveFailed,
    SaveStarted,
)
from breadtui.store.events.merging import ConflictPutAside
from breadtui.store.facts.keyed import having, lacking
from breadtui.store.facts.noticing import first_line, noticed
from breadtui.store.facts.remote import NOT_ASKED, Ready, last_ready
from breadtui.store.facts.state import (
    AppState,
    ConfirmReplace,
    Conflicted,
    RepoContents,
    Save,
    Saved,
    SaveRefused,
    Saving,
    Severity,
)
from breadtui.values import replace

DraftEvent: TypeAlias = DraftChanged | DraftBegun | DraftsRestored | DraftDropped | DraftUnkept | ConflictPutAside
SaveEvent: TypeAlias = SaveStarted | PromptSaved | SaveConflicted | ReplaceNeeded | SaveFailed


def reduce_drafts(state: AppState, event: DraftEvent | SaveEvent) -> AppState:
    """The state after something happened to an unsaved text or to its save."""
    match event:
        case DraftChanged() | DraftBegun() | DraftsRestored() | DraftDropped() | DraftUnkept() | ConflictPutAside():
            return _draft_moved(state, event)
        case SaveStarted() | PromptSaved() | SaveConflicted() | ReplaceNeeded() | SaveFailed():
            return _save_moved(state, event)
        case _:
            assert_never(event)


def _draft_moved(state: AppState, event: DraftEvent) -> AppState:
    match event:
        case DraftChanged(draft):
            return _changed(state, draft)
        case DraftBegun(draft):
            return _settled(_changed(replace(state, saves=lacking(state.saves, draft.key)), draft), draft.key)
        case DraftsRestored(drafts):
            found = {draft.key: draft for draft in drafts if draft.is_changed}
            return replace(state, drafts={**found, **state.drafts}) if found else state
        case DraftDropped(key, saved):
            return _dropped(state, key, saved)
        case DraftUnkept(key, reason):
            unkept = having(state.unkept, key, reason) if reason else lacking(state.unkept, key)
            return replace(state, unkept=unkept)
        case ConflictPutAside(key, aside):
            return replace(state, put_aside=having(state.put_aside, key, aside)) if key in state.drafts else state
        case _:
            assert_never(event)


def _dropped(state: AppState, key: PromptKey, saved: Prompt | None) -> AppState:
    draft, saves = state.drafts.get(key), lacking(state.saves, key)
    if draft is not None and saved is not None and not same_text(draft.mine, saved):
        return replace(state, saves=saves)
    return _settled(replace(state, drafts=lacking(state.drafts, key), saves=saves), key)


def _changed(state: AppState, draft: Draft) -> AppState:
    """A text that equals its base is no draft; a changed one outdates what its last save came to, but a conflict."""
    outdated = isinstance(state.saves.get(draft.key), Saved | SaveRefused | ConfirmReplace)
    saves = lacking(state.saves, draft.key) if outdated else state.saves
    drafts = having(state.drafts, draft.key, draft) if draft.is_changed else lacking(state.drafts, draft.key)
    kept = replace(state, drafts=drafts, saves=saves)
    return kept if draft.is_changed else _settled(kept, draft.key)


def _settled(state: AppState, key: PromptKey) -> AppState:
    """Decisions about a conflict that is no more are forgotten."""
    return replace(state, put_aside=lacking(state.put_aside, key)) if key in state.put_aside else state


def _rebased(state: AppState, key: PromptKey, base: Prompt) -> AppState:
    draft = state.drafts.get(key)
    if draft is None:
        return state
    rebased = replace(draft, base=base)
    drafts = having(state.drafts, key, rebased) if rebased.is_changed else lacking(state.drafts, key)
    return replace(state, drafts=drafts)


def _save_moved(state: AppState, event: SaveEvent) -> AppState:
    save: Save
    match event:
        case SaveStarted():
            save = Saving()
        case PromptSaved(key, prompt, at):
            save, state = Saved(at), _settled(_with_saved(state, key, prompt, at), key)
        case SaveConflicted(_, base, theirs):
            save = Conflicted(base, theirs)
        case ReplaceNeeded(_, theirs):
            save = ConfirmReplace(theirs)
        case SaveFailed(key, error, at):
            save, state = SaveRefused(error, at), _refusal_noticed(state, event)
        case _:
            assert_never(event)
    return replace(state, saves=having(state.saves, event.key, save))


def _refusal_noticed(state: AppState, event: SaveFailed) -> AppState:
    """Told at once, unless many are saved: then the list of outcomes tells it, which may hold hundreds."""
    if state.bulk is not None and state.bulk.is_running and event.key in state.bulk.keys:
        return state
    outcome = "may not be saved" if isinstance(event.error, Unclear) else "is not saved"
    words = f"prompt {event.key.name} {outcome}: {first_line(event.error.message)}"
    return noticed(state, Severity.ERROR, words, event.at)


def _with_saved(state: AppState, key: PromptKey, prompt: Prompt, at: datetime) -> AppState:
    """What was typed while the save was on its way stays a draft, with the saved text as its base."""
    rebased = _rebased(state, key, prompt)
    if key.repo not in state.opened:
        return rebased
    known = last_ready(state.contents.get(key.repo, NOT_ASKED))
    if known is not None and key.name not in known.value.prompts:
        contents = RepoContents((*known.value.prompts, key.name), known.value.targets)
        rebased = replace(rebased, contents=having(state.contents, key.repo, Ready(contents, known.at)))
    return replace(rebased, prompts=having(state.prompts, key, Ready(prompt, at)))
