"""What is known of targets that are written and made after an event."""

from __future__ import annotations

from datetime import datetime

from breadtui.domain.errors import Unclear
from breadtui.domain.forms.creation import Taken
from breadtui.domain.names import TargetKey
from breadtui.domain.repos import Target
from breadtui.domain.target.creation import Created, Creating, NotCreated, TargetCreation
from breadtui.store.events.authoring import AuthoringEvent, TargetDraftKept
from breadtui.store.facts.keyed import having, lacking
from breadtui.store.facts.noticing import first_line, noticed
from breadtui.store.facts.remote import NOT_ASKED, Ready, last_ready
from breadtui.store.facts.state import AppState, Severity
from breadtui.values import replace


def reduce_authoring(state: AppState, event: AuthoringEvent) -> AppState:
    """The state after a target was written further, sent, or answered."""
    if isinstance(event, TargetDraftKept):
        if event.draft is None:
            return replace(state, target_drafts=lacking(state.target_drafts, event.repo))
        return replace(state, target_drafts=having(state.target_drafts, event.repo, event.draft))
    after = replace(state, target_creations=having(state.target_creations, event.key, event.creation))
    if isinstance(event.creation, Created):
        after = _with_target(after, event.key, event.creation, event.at)
    is_told = event.is_watched and not isinstance(event.creation, Created)
    return after if is_told else _told(after, event.key, event.creation, event.at)


def _with_target(state: AppState, key: TargetKey, made: Created, at: datetime) -> AppState:
    """A target that was made is there at once, whenever the list is asked for next; its draft is none any more."""
    kept = state.target_drafts.get(key.repo)
    if kept is not None and kept.name == key.name:
        state = replace(state, target_drafts=lacking(state.target_drafts, key.repo))
    if key.repo not in state.opened:
        return state
    state = replace(state, targets=having(state.targets, key, Ready(Target(key.name, made.config), at)))
    contents = last_ready(state.contents.get(key.repo, NOT_ASKED))
    if contents is None or key.name in contents.value.targets:
        return state
    longer = replace(contents.value, targets=(*contents.value.targets, key.name))
    return replace(state, contents=having(state.contents, key.repo, Ready(longer, contents.at)))


def _told(state: AppState, key: TargetKey, creation: TargetCreation, at: datetime) -> AppState:
    match creation:
        case Creating():
            return state
        case Created(was_there=was_there):
            words = "is there already, just so: nothing was made" if was_there else "was created"
            return noticed(state, Severity.INFORMATION, f"target {key.name} {words}", at)
        case Taken():
            words = f"target {key.name} was not created: the name holds another one"
            return noticed(state, Severity.WARNING, words, at)
        case NotCreated(error=Unclear()):
            words = f"target {key.name}: the answer was lost, and it is not there when looked for"
            return noticed(state, Severity.ERROR, words, at)
        case NotCreated(error=error):
            return noticed(state, Severity.ERROR, f"target {key.name} was not created: {first_line(error.message)}", at)
