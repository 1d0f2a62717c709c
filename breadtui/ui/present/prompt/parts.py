"""What the prompt editor needs of the state."""

from __future__ import annotations

from typing import NamedTuple

from breadtui.domain.bgit.checkout import branches_with
from breadtui.domain.merging.put_aside import PutAside
from breadtui.domain.names import PromptKey, RepoName, TargetKey
from breadtui.domain.prompt.drafts import Draft
from breadtui.domain.prompt.prompts import Prompt
from breadtui.store.facts.remote import NOT_ASKED, Failed, Ready, Remote, value_of
from breadtui.store.facts.state import AppState, Save
from breadtui.ui.present.prompt.lines import UsedBy
from breadtui.ui.present.prompt.uses_words import UsesWalk, beyond_targets

_WALK = UsesWalk()
"""Walking is for the trees and targets that changed, and the slice is asked for at every event."""


class PromptSlice(NamedTuple):
    """What the editor needs of the state; `used_*` say how many targets name the prompt and what is made with them.

    `branches` are those of the bgit folder that name it, the current one first. `unkept` is why its draft is in memory
    only, empty where it is on disk.
    """

    key: PromptKey | None = None
    remote: Remote[Prompt] = NOT_ASKED
    draft: Draft | None = None
    save: Save | None = None
    used_count: int = 0
    is_used_whole: bool = False
    used_beyond: str = ""
    aside: PutAside | None = None
    unkept: str = ""
    branches: tuple[str, ...] = ()

    @property
    def source(self) -> Prompt | None:
        """What is to be seen: the draft if there is one."""
        return self.draft.mine if self.draft else value_of(self.remote)


def select(state: AppState) -> PromptSlice:
    """The chosen prompt, or an empty slice where something else is chosen."""
    key = state.chosen
    return slice_of(state, key) if isinstance(key, PromptKey) else PromptSlice()


def slice_of(state: AppState, key: PromptKey) -> PromptSlice:
    """What is known of one prompt."""
    used_by = _used_by(state, key)
    remote = state.prompts.get(key, NOT_ASKED)
    draft, save = state.drafts.get(key), state.saves.get(key)
    aside = state.put_aside.get(key)
    branches = branches_with(state.bgit, key)
    unkept = "" if draft is None else state.unkept.get(key, "")
    return PromptSlice(
        key, remote, draft, save, used_by.count, used_by.is_whole, used_by.beyond, aside, unkept, branches
    )


def _used_by(state: AppState, key: PromptKey) -> UsedBy:
    known = {one.name: value_of(remote) for one, remote in state.targets.items() if one.repo == key.repo}
    configs = [target.config for target in known.values() if target is not None]
    count = sum(key.name in (config.get("teacher_prompt"), config.get("student_prompt")) for config in configs)
    contents = value_of(state.contents.get(key.repo, NOT_ASKED))
    # Targets that are being read come one after the other, and each would be a walk between two letters.
    beyond = beyond_targets(_WALK.uses(state, key)) if count and _is_settled(state, key.repo) else ""
    return UsedBy(count, contents is not None and all(known.get(name) for name in contents.targets), beyond)


def _is_settled(state: AppState, repo: RepoName) -> bool:
    """Every target of the repository was read, or could not be."""
    contents = value_of(state.contents.get(repo, NOT_ASKED))
    names = contents.targets if contents is not None else ()
    return all(isinstance(state.targets.get(TargetKey(repo, name)), Ready | Failed) for name in names)
