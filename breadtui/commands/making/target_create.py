"""`breadtui target create`: a target from a file."""

from __future__ import annotations

from breadtui.commands.making.creating import Checked, Creating
from breadtui.commands.outcome.settings_source import UnusableFile, settings_of_file, text_beside
from breadtui.domain.errors import BreadError
from breadtui.domain.forms.creation import Taken
from breadtui.domain.json_values import Json
from breadtui.domain.names import TargetKey
from breadtui.domain.target.check import Surroundings, Weight, problems, unknown_keys
from breadtui.domain.target.creation import Created, NotCreated
from breadtui.domain.target.draft import GENERATORS, TEMPLATES_FOLDER, TargetDraft, rows_of
from breadtui.domain.target.from_file import UnreadableTarget, draft_of_file, template_paths
from breadtui.domain.target.words import count_words
from breadtui.store.clock import SystemClock
from breadtui.store.events.event import RepoListLoaded
from breadtui.store.facts.state import AppState
from breadtui.store.forgetting.journal import NoDrafts, NoJournal
from breadtui.store.making.creating_target import CreatingTarget
from breadtui.store.store import Store
from breadtui.values import replace


class TargetFromFile(Creating[TargetKey, TargetDraft, Created]):
    """A target, with the templates that its file names beside it."""

    untold = "in what it does not tell, such as a template's text"

    def draft(self) -> TargetDraft:
        """The file's target with the templates it names. Raises: UnusableFile."""
        draft = self._read()
        generators = list(draft.generators)
        for place, path in template_paths(draft):
            text = text_beside(self.args.source, path)
            if text is not None:
                generators[place] = {**generators[place], "template_content": text}
            elif not path.startswith(TEMPLATES_FOLDER):
                raise UnusableFile(f"the template {path} is not there")
        return replace(draft, given={**draft.given, GENERATORS: generators}) if generators else draft

    def _read(self) -> TargetDraft:
        try:
            return draft_of_file(settings_of_file(self.args.source, self.streams.read), self.args.key.name)
        except UnreadableTarget as problem:
            raise UnusableFile(str(problem)) from problem

    async def checked(self, draft: TargetDraft) -> Checked:
        """Against the rules, and the names of the repository's prompts."""
        strangers = unknown_keys(draft.given)
        found = problems(draft, Surroundings(prompts=await self._prompts()))
        told = [one for one in found if one.weight > Weight.NOTE and one.place not in strangers]
        is_wrong = any(one.weight is Weight.ERROR for one in found)
        return Checked(strangers, tuple(f"{one.place}: {one.words}" for one in told), is_wrong)

    async def _prompts(self) -> set[str] | None:
        try:
            return set(await self.api.prompt_names(self.args.key.repo))
        except BreadError:
            return None  # a repository that is not there is told when the target is made

    async def made(self, draft: TargetDraft) -> Created | Taken[TargetDraft] | None:
        """Send it. Raises: BreadError."""
        store, clock, repo = Store(AppState()), SystemClock(), self.args.key.repo
        store.dispatch(RepoListLoaded((await self.api.repo(repo),), clock.now()))
        desk = CreatingTarget(store, self.api, NoJournal(), NoDrafts(), clock)
        outcome = await desk.create_target(repo, draft)
        if isinstance(outcome, NotCreated):
            raise self.refusal(outcome.complaints, outcome.error)
        return outcome if isinstance(outcome, (Created, Taken)) else None

    def summary(self, made: Created) -> str:
        """Questions and rows."""
        return count_words(rows_of(made.config))

    def head_json(self) -> dict[str, Json]:
        """The target's name."""
        return {"repo": self.args.key.repo, "target_name": self.args.key.name}

    def made_json(self, made: Created) -> dict[str, Json]:
        """The configuration, and what it comes to; null where that cannot be counted."""
        count = rows_of(made.config)
        return {
            "config": made.config,
            "questions": None if count.is_open else count.questions,
            "rows": None if count.is_open else count.rows,
        }
