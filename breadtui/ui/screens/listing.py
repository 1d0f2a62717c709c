"""Prompts that begin, are copied, or go: drafts first, and nothing is deleted before its name was typed."""

from __future__ import annotations

from breadtui.domain.names import PromptKey, PromptName, RepoName, TargetKey, name_problem
from breadtui.domain.prompt.free_names import free_name
from breadtui.domain.prompt.prompts import Prompt
from breadtui.store.remote import NOT_ASKED, value_of
from breadtui.ui.screens.command_words import Typed
from breadtui.ui.screens.deleting import Deleting
from breadtui.ui.screens.list_words import NotAList, parse_new
from breadtui.ui.screens.making_repos import REPO, MakingRepos
from breadtui.ui.screens.target_making import TargetMaking
from breadtui.ui.screens.target_words import TARGET


class Listing(Deleting, MakingRepos, TargetMaking):
    """New prompts, copies of prompts, and prompts that are no longer wanted."""

    def action_new_prompt(self) -> None:
        """Ask for the name of a new prompt; where no repository is to be had, for a repository."""
        if self.chosen_repo() is None:
            self.new_repo("")
        else:
            self.ask_line("new ")

    def change_list(self, typed: Typed) -> None:
        """Do `new`, `duplicate`, `bulk` or `delete`."""
        kind, _, rest = typed.rest.partition(" ")
        if typed.name == "new" and kind == REPO:
            self.new_repo(rest)
        elif typed.name == "new" and kind == TARGET:
            self.new_target(rest)
        elif typed.name == "new":
            self.new_prompt(typed.rest)
        elif typed.name == "duplicate":
            self.duplicate(typed.rest)
        elif typed.name == "bulk":
            self.bulk(typed.rest)
        else:
            self.delete_chosen()

    def new_prompt(self, typed: str) -> None:
        """Begin a prompt in the chosen repository as `NAME [--from TEMPLATE]` says; saving puts it on the service."""
        try:
            wish = parse_new(typed)
        except NotAList as problem:
            self.say(str(problem), is_problem=True)
            return
        repo = self.chosen_repo()
        if repo is None:
            self.say("choose a repository first", is_problem=True)
        else:
            self._begin(repo, wish.template.prompt(PromptName(wish.name)))

    def duplicate(self, typed: str) -> None:
        """Begin a prompt or target with all that the chosen one has; without a name the next free one is proposed."""
        self.flush()
        key = self.bridge.state.chosen
        if isinstance(key, TargetKey):
            self.duplicate_target(key, typed)
            return
        text = self._text_of(key) if isinstance(key, PromptKey) else None
        if not isinstance(key, PromptKey):
            self.say("choose a prompt or target to duplicate", is_problem=True)
        elif not typed:
            self.ask_line(f"duplicate {free_name(key.name, self._names_in(key.repo))}")
        elif text is None:
            self.say(f"{key.name} was not read yet", is_problem=True)
        else:
            self._begin(key.repo, Prompt(PromptName(typed), text.messages, text.tools))

    def _begin(self, repo: RepoName, prompt: Prompt) -> None:
        """Make a draft of it, unless there is a prompt of that name; then that one is shown."""
        if problem := name_problem(prompt.name):
            self.say(problem, is_problem=True)
            return
        key = PromptKey(repo, prompt.name)
        if prompt.name in self._names_in(repo):
            self.say(f"there is a prompt named {prompt.name}: here it is")
        elif self.commands is not None:
            self.commands.change_draft(key, prompt)
        self.go_into(key)

    def _text_of(self, key: PromptKey) -> Prompt | None:
        draft = self.bridge.state.drafts.get(key)
        return draft.mine if draft is not None else value_of(self.bridge.state.prompts.get(key, NOT_ASKED))

    def _names_in(self, repo: RepoName) -> frozenset[str]:
        """The names that are taken, by the service or by a draft."""
        contents = value_of(self.bridge.state.contents.get(repo, NOT_ASKED))
        drafts = (key.name for key in self.bridge.state.drafts if key.repo == repo)
        return frozenset((*(contents.prompts if contents is not None else ()), *drafts))
