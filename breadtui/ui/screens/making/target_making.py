"""New targets: begun from a template, a prompt, a model or another target, and shown in the tree once they are made."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase, PromptKey, RepoName, TargetKey, TargetName
from breadtui.domain.prompt.free_names import free_name
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.ui.screens.base.topic import Topic
from breadtui.ui.screens.base.writing import READ_ONLY, Writing
from breadtui.ui.screens.making.unfinished import unfinished_question

if TYPE_CHECKING:
    from breadtui.domain.target.draft import TargetDraft


SIDES = ("teacher_prompt", "student_prompt")


class TargetMaking(Topic[Writing]):
    """Opens the form of a target, filled in by what is chosen."""

    def new_target(self, rest: str, repo: RepoName | None = None) -> None:
        """Begin what `[NAME] [--from TEMPLATE]` says, in `repo` or where what is chosen stands.

        Then, without a template, one or two marked prompts are the teacher and the student in the order of marking;
        else a chosen prompt is the teacher, and a chosen bake's model answers.
        """
        from breadtui.domain.target.draft import DEFAULT_TEMPLATE, TargetDraft  # noqa: PLC0415  when it is asked for
        from breadtui.ui.screens.words.target import NotATarget, parse_new_target  # noqa: PLC0415  when it is asked for

        try:
            wish = parse_new_target(rest)
        except NotATarget as problem:
            self.say(str(problem), is_problem=True)
            return
        given: JsonObject = {}
        if not wish.template:
            given = self._given_by_marks(repo or self.screen.chosen_repo()) or ({} if repo else self._given_by_choice())
        self.open_target(TargetDraft(wish.name, wish.template or DEFAULT_TEMPLATE, given), repo)

    def duplicate_target(self, key: TargetKey, name: str = "") -> None:
        """Begin a target with all that another has; without a name the next free one is proposed."""
        from breadtui.domain.target.draft import draft_from  # noqa: PLC0415  when it is asked for

        target = value_of(self.bridge.state.targets.get(key, NOT_ASKED))
        if target is None:
            self.say(f"{key.name} was not read yet", is_problem=True)
            return
        self.open_target(draft_from(target.config, name or free_name(key.name, self.target_names(key.repo))), key.repo)

    def open_target(self, draft: TargetDraft, repo: RepoName | None = None) -> None:
        """Open the form; a target that was not finished is gone on with, or given up if a person says so."""
        repo = repo or self.screen.chosen_repo()
        if self.commands is None:
            self.say("not connected yet", is_problem=True)
        elif self.commands.is_read_only:
            self.say(READ_ONLY, is_problem=True)
        elif repo is None:
            self.say("choose a repository first", is_problem=True)
        else:
            self.work(partial(self._fill_in, repo, draft), group="target form")

    def complete_new_target(self, text: str) -> tuple[str, ...]:
        """How a line that begins a target may go on."""
        from breadtui.ui.screens.words.target import NEW_TARGET, new_target_completions  # noqa: PLC0415  when it is asked for

        repo = self.screen.chosen_repo()
        names = sorted(self.target_names(repo)) if repo is not None else []
        rest = text.removeprefix(NEW_TARGET)
        return tuple(NEW_TARGET + whole for whole in new_target_completions(rest, names))

    def target_names(self, repo: RepoName) -> frozenset[str]:
        """The names of targets that are taken."""
        contents = value_of(self.bridge.state.contents.get(repo, NOT_ASKED))
        return frozenset(contents.targets if contents is not None else ())

    def _given_by_marks(self, repo: RepoName | None) -> JsonObject:
        """Teacher and student; nothing where more are marked, which is for something else."""
        marked = [one.name for one in self.bridge.state.marked if isinstance(one, PromptKey) and one.repo == repo]
        return dict(zip(SIDES, marked, strict=False)) if len(marked) <= len(SIDES) else {}

    def _given_by_choice(self) -> JsonObject:
        chosen, state = self.bridge.state.chosen, self.bridge.state
        if isinstance(chosen, PromptKey):
            return {"teacher_prompt": chosen.name}
        if not isinstance(chosen, JobKey) or chosen.phase is not Phase.BAKE:
            return {}
        seen = state.jobs.get(chosen)
        models = seen.job.model_names if seen is not None else ()
        ending = f"/{state.checkpoint}" if state.checkpoint is not None else ""
        model = next((path for path in models if path.endswith(ending)), None)
        return {} if model is None else {"model_name": model}

    async def _fill_in(self, repo: RepoName, draft: TargetDraft) -> None:
        from breadtui.ui.screens.making.target_form import TargetFormScreen  # noqa: PLC0415  when it is asked for

        commands = self.commands
        if commands is None:
            return
        if repo not in self.bridge.state.opened:
            await commands.open_repo(repo)
        draft = await self._draft_to_open(repo, draft)
        screen = TargetFormScreen(self.bridge, commands, repo, draft, glyphs=self.screen.glyphs)
        made = await self.app.push_screen_wait(screen)
        if made is not None:
            await self._show_target(made)

    async def _draft_to_open(self, repo: RepoName, draft: TargetDraft) -> TargetDraft:
        from breadtui.domain.target.draft import TargetDraft  # noqa: PLC0415  when it is asked for

        kept = None if self.commands is None else await self.commands.kept_target_draft(repo)
        if kept is None or kept == draft or self.commands is None:
            return draft
        if draft == TargetDraft():
            return kept
        if not await self.app.push_screen_wait(unfinished_question("target", kept.name, repo)):
            return kept
        self.commands.keep_target_draft(repo, None)
        return draft

    async def _show_target(self, key: TargetKey) -> None:
        """Show what the service resolved, where it was made just now, then the target in the tree."""
        from breadtui.domain.target.creation import Created  # noqa: PLC0415  when it is asked for
        from breadtui.ui.present.target_form.outcome_lines import created_lines  # noqa: PLC0415
        from breadtui.ui.screens.making.form_outcome import START, TRAIN, MadeTargetScreen  # noqa: PLC0415

        creation = self.bridge.state.target_creations.get(key)
        self.screen.repos.reveal(key)
        self.screen.choose(TargetKey(key.repo, TargetName(key.name)))
        if not isinstance(creation, Created):
            return
        heading = f"Target {key.name} in {key.repo}"
        wish = await self.app.push_screen_wait(MadeTargetScreen(heading, created_lines(creation)))
        if wish == START:
            self.screen.start_of(key)
        elif wish == TRAIN:
            self.train_on(key)

    def train_on(self, key: TargetKey) -> None:
        """Begin a bake over a target."""
        raise NotImplementedError
