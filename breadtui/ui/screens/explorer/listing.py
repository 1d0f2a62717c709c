"""What begins, is copied, or goes: prompts as drafts first; nothing is deleted before its name was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breadtui.domain.names import (
    JobKey,
    Phase,
    PromptKey,
    PromptName,
    RepoName,
    TargetKey,
    is_impossible_name,
    name_problem,
)
from breadtui.domain.prompt.free_names import free_name
from breadtui.domain.prompt.prompts import Prompt
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.ui.present.tree.keys import Kind, row_of
from breadtui.ui.screens.base.topic import Topic
from breadtui.ui.screens.base.writing import Writing
from breadtui.ui.screens.making.making_repos import REPO, MakingRepos

if TYPE_CHECKING:
    from breadtui.ui.screens.bulk.deleting import Deleting
    from breadtui.ui.screens.making.bake_making import BakeMaking
    from breadtui.ui.screens.words.table import Typed

BAKES = frozenset({Kind.BAKES, Kind.BAKE, Kind.CHECKPOINT})
TARGETS = frozenset({Kind.TARGETS, Kind.TARGET})
"""Rows of the tree on which something new is one of these."""


class Listing(Topic[Writing]):
    """New things, copies of things, and things that are no longer wanted; all but prompts in rooms of their own."""

    def __init__(self, screen: Writing, making: BakeMaking, making_repos: MakingRepos, bulk: Deleting) -> None:
        super().__init__(screen)
        self._making, self._making_repos, self._bulk = making, making_repos, bulk

    def new(self) -> None:
        """Begin what the tree's row, or what is chosen, is one of: a bake, a target, else a prompt or repository."""
        from breadtui.ui.screens.words.lists import NEW_PROMPT  # noqa: PLC0415  when it is asked for

        kind, repo = self._kind_at()
        if kind in BAKES:
            self._making.new_bake("", repo)
        elif kind in TARGETS:
            self._making.new_target("", repo)
        elif self.screen.chosen_repo() is None:
            self._making_repos.new_repo("")
        else:
            self.screen.ask_line(NEW_PROMPT)

    def _kind_at(self) -> tuple[Kind | None, RepoName | None]:
        """What kind of row the tree's cursor is on, or what kind of thing is chosen; and in which repository."""
        row = self.screen.repos.cursor_key if self.screen.repos.has_focus else None
        if row is None and (chosen := self.bridge.state.chosen) is not None:
            row = row_of(chosen)
        return (None, None) if row is None else (row.kind, row.repo)

    def run(self, typed: Typed) -> None:
        """Do `new`, `duplicate`, `bulk` or `delete`."""
        from breadtui.ui.screens.words.bake import BAKE  # noqa: PLC0415  when it is asked for
        from breadtui.ui.screens.words.lists import PROMPT  # noqa: PLC0415  when it is asked for
        from breadtui.ui.screens.words.target import TARGET  # noqa: PLC0415  when it is asked for

        kind, _, rest = typed.rest.partition(" ")
        if typed.name == "new" and kind == REPO:
            self._making_repos.new_repo(rest)
        elif typed.name == "new" and kind == TARGET:
            self._making.new_target(rest)
        elif typed.name == "new" and kind == BAKE:
            self._making.new_bake(rest)
        elif typed.name == "new":
            self.new_prompt(rest.strip() if kind == PROMPT else typed.rest)
        elif typed.name == "duplicate":
            self.duplicate(typed.rest)
        elif typed.name == "bulk":
            self._bulk.run(typed.rest)
        else:
            self._bulk.delete_chosen()

    def new_prompt(self, typed: str) -> None:
        """Begin a prompt in the chosen repository as `NAME [--from TEMPLATE]` says; saving puts it on the service.

        Where it says no such thing it is told why, and may be put right in the line.
        """
        from breadtui.ui.screens.words.lists import NEW_PROMPT, NotAList, parse_new  # noqa: PLC0415  when it is asked for

        try:
            wish = parse_new(typed)
        except NotAList as problem:
            if typed:
                self.say(str(problem), is_problem=True)
            self.screen.ask_line(f"{NEW_PROMPT}{typed}")
            return
        repo = self.screen.chosen_repo()
        if repo is None:
            self.say("choose a repository first", is_problem=True)
        else:
            self._begin_prompt(repo, wish.template.prompt(PromptName(wish.name)))

    def duplicate(self, typed: str) -> None:
        """Begin a prompt, target or bake with all that the chosen one has; the next free name where none is given."""
        self.screen.flush()
        key = self.bridge.state.chosen
        if isinstance(key, TargetKey):
            self._making.duplicate_target(key, typed)
            return
        if isinstance(key, JobKey) and key.phase is Phase.BAKE:
            self._making.duplicate_bake(key, typed)
            return
        text = self._text_of(key) if isinstance(key, PromptKey) else None
        if not isinstance(key, PromptKey):
            self.say("choose a prompt, target or bake to duplicate", is_problem=True)
        elif not typed:
            self.screen.ask_line(f"duplicate {free_name(key.name, self._names_in(key.repo))}")
        elif text is None:
            self.say(f"{key.name} was not read yet", is_problem=True)
        else:
            self._begin_prompt(key.repo, Prompt(PromptName(typed), text.messages, text.tools))

    def _begin_prompt(self, repo: RepoName, prompt: Prompt) -> None:
        """Make a draft of it, unless there is a prompt of that name; then that one is shown."""
        problem = name_problem(prompt.name)
        if problem is not None:
            # Only the service knows its rule for characters: what is merely doubtful may be tried.
            is_tried = not is_impossible_name(prompt.name)
            self.say(f"the service may refuse this name: {problem}" if is_tried else problem, is_problem=True)
            if not is_tried:
                return
        key = PromptKey(repo, prompt.name)
        if prompt.name in self._names_in(repo):
            self.say(f"there is a prompt named {prompt.name}: here it is")
        elif self.commands is not None:
            self.commands.change_draft(key, prompt)
        self.screen.go_into(key)

    def _text_of(self, key: PromptKey) -> Prompt | None:
        draft = self.bridge.state.drafts.get(key)
        return draft.mine if draft is not None else value_of(self.bridge.state.prompts.get(key, NOT_ASKED))

    def _names_in(self, repo: RepoName) -> frozenset[str]:
        """The names that are taken, by the service or by a draft."""
        contents = value_of(self.bridge.state.contents.get(repo, NOT_ASKED))
        drafts = (key.name for key in self.bridge.state.drafts if key.repo == repo)
        return frozenset((*(contents.prompts if contents is not None else ()), *drafts))
