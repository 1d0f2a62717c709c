"""The form of a new target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from textual import on, work
from textual.worker import Worker

from breadtui.domain.forms.creation import Taken
from breadtui.domain.forms.fields import Field
from breadtui.domain.forms.form import Form
from breadtui.domain.forms.places import Place, value_at
from breadtui.domain.forms.problems import Problem, field_problems
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.domain.prompt.free_names import free_name
from breadtui.domain.target.creation import Created, Creating, NotCreated, TargetCreation
from breadtui.domain.target.draft import TargetDraft
from breadtui.domain.target.form import (
    MODELS,
    NAME,
    PROMPTS,
    TEMPLATES,
    TYPE,
    defaults_of,
    draft_of,
    form_from,
    form_of,
    json_of,
    retyped_item,
)
from breadtui.domain.target.generators import TEMPLATE_FILES
from breadtui.store.commands import Commands
from breadtui.store.facts.state import AppState
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.panes.form_view.pane import FormView
from breadtui.ui.present.form.options import Option
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.target_form.lines import STUDENT, TEACHER, summary, value_facts
from breadtui.ui.present.target_form.options import (
    contents_of,
    file_options,
    model_options,
    prompt_options,
    template_options,
    type_options,
)
from breadtui.ui.present.target_form.outcome_lines import taken_lines
from breadtui.ui.present.tones import Line
from breadtui.ui.screens.making.form_outcome import TakenScreen
from breadtui.ui.screens.making.form_picker import Previewing
from breadtui.ui.screens.making.form_screen import FormScreen
from breadtui.ui.screens.making.target_form_previews import FilePreviewing, PromptPreviewing, TemplatePreviewing
from breadtui.ui.screens.making.target_judging import TargetJudging
from breadtui.ui.screens.making.template_files import template_files

KEPT = "kept: a new target in this repository goes on with it"


class TargetFormScreen(FormScreen[TargetKey | None]):
    """Closes with the target that was made or chosen, or with None; what was typed is kept."""

    def __init__(
        self,
        bridge: StoreBridge,
        commands: Commands,
        repo: RepoName,
        draft: TargetDraft,
        *,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        self._judging = TargetJudging(bridge, commands, repo)
        super().__init__(form_of(draft, self._judging.below(draft.template)), glyphs=glyphs)
        self._bridge = bridge
        self._commands = commands
        self._repo = repo
        self._begun = draft_of(self._first)
        self._outcome: TargetCreation | None = None
        self._looked_at: set[PromptKey | TargetKey] = set()

    def on_mount(self) -> None:
        """Draw anew whenever what is known changes; begin at the name."""
        self._bridge.bind(self, self._known, self._known_changed)
        self.call_after_refresh(self.view.go_to, (NAME,))

    def _known(self, state: AppState) -> tuple[object, ...]:
        names = (state.contents.get(self._repo), state.trees)
        return (state.prompts, state.targets, state.target_creations, *names)

    def _known_changed(self, _: tuple[object, ...]) -> None:
        self.draw()

    # -- what the form is about -----------------------------------------------------------------------------------

    def heading(self) -> str:
        """Where it is made."""
        return f"New target in {self._repo}"

    def problems_of(self, form: Form) -> Sequence[Problem]:
        """What is wrong with a target, beyond what the fields themselves show."""
        shown = {problem.place for problem in field_problems(form)}
        return self._judging.problems(form, self._creation_of(form), shown)

    def facts_of(self, form: Form) -> dict[Place, Line]:
        """How prompts begin, and what else is worth knowing behind a value."""
        return value_facts(self._bridge.state, self._repo, form, self._commands.base_model_of(self._repo))

    def summary_of(self, form: Form) -> Sequence[Line]:
        """Questions, answers, rows, and what stands in the way."""
        return summary(form, self._problems, self._creation_of(form))

    def options_of(self, field: Field) -> Sequence[Option]:
        """What can be picked."""
        state, repo = self._bridge.state, self._repo
        if field.picker == PROMPTS:
            return prompt_options(state, repo, has_always_on=field.place == STUDENT)
        if field.picker == MODELS:
            return model_options(state, repo, self._commands.base_model_of(repo))
        if field.picker == TEMPLATES:
            return template_options(state, repo)
        if field.picker == TEMPLATE_FILES:
            return file_options(state, repo, template_files())
        if field.place[-1] == TYPE:
            return type_options()
        return super().options_of(field)

    def nothing_of(self, field: Field) -> str:
        """A target needs prompts first."""
        if field.picker != PROMPTS:
            return ""
        return "This repository has no prompts yet: esc twice keeps the target, :new prompt NAME writes one"

    def filled_in(self, field: Field, value: Json) -> None:
        """A generator of another type keeps only what that has."""
        item = value_at(self.form.effective, field.place[:-1]) if field.place[-1] == TYPE else None
        if isinstance(item, Mapping) and isinstance(value, str):
            self.view.write(field.place[:-1], retyped_item(item, value))
        else:
            super().filled_in(field, value)

    def json_of(self, form: Form) -> JsonObject:
        """By the service's own keys."""
        return json_of(form)

    def form_from(self, whole: JsonObject) -> Form:
        """With a row, or a place in the row for other keys, for all of it."""
        return form_from(self.form, whole)

    def preview_of(self, field: Field) -> Previewing | None:
        """The text of a prompt or file, the settings of a template."""
        if field.picker == TEMPLATE_FILES:
            return FilePreviewing(self.app)
        around = (self.app, self._bridge, self._commands, self._repo)
        if field.picker == PROMPTS:
            return PromptPreviewing(*around)
        return TemplatePreviewing(*around) if field.picker == TEMPLATES else None

    # -- following what is typed ----------------------------------------------------------------------------------

    def defaults(self) -> JsonObject:
        """Those of the template that is named."""
        return defaults_of(self._judging.below(draft_of(self.form).template))

    def look_around(self) -> None:
        """Read the template, the prompts and the files that are named, each once."""
        draft, contents = draft_of(self.form), contents_of(self._bridge.state, self._repo)
        wanted: list[PromptKey | TargetKey] = [
            PromptKey(self._repo, PromptName(name))
            for place in (TEACHER, STUDENT)
            if isinstance(name := self.form.value_at(place), str) and name in contents.prompts
        ]
        if draft.template in contents.targets:
            wanted.append(TargetKey(self._repo, TargetName(draft.template)))
        for key in wanted:
            if key not in self._looked_at:
                self._looked_at.add(key)
                look = self._commands.look_at_prompt if isinstance(key, PromptKey) else self._commands.look_at_target
                _: Worker[None] = self.run_worker(partial(look, key), group=f"look {key}")  # type: ignore[arg-type]
        for path in self._judging.unread(self.form):
            self._read_template(path)

    @work(group="template")
    async def _read_template(self, path: str) -> None:
        await self._judging.read(path)
        self.draw()

    @on(FormView.Changed)
    def _keep(self) -> None:
        draft = draft_of(self.form)
        if draft != self._begun:
            self._commands.keep_target_draft(self._repo, draft)

    def free_name(self) -> tuple[Place, str] | None:
        """The next name where a target has this one."""
        name, taken = self.form.value_at((NAME,)), contents_of(self._bridge.state, self._repo).targets
        return ((NAME,), free_name(name, taken)) if isinstance(name, str) and name in taken else None

    # -- making it ------------------------------------------------------------------------------------------------

    @work(group="create", exclusive=True)
    async def action_create(self) -> None:  # type: ignore[override]  # a worker, which nobody waits for
        """Read the templates as they are now, then create it, or go to the first thing that is wrong."""
        if self.view.close_line():
            await self._judging.read_anew(self.form)
            super().action_create()

    def create(self, form: Form) -> None:
        """Send it; what comes of it is told here, or by a notice where the form was left meanwhile."""
        if self._commands.is_read_only:
            self.say("read-only: nothing is changed")
        else:
            self._commands.keep_target_draft(self._repo, draft_of(form))
            _: Worker[None] = self.app.run_worker(partial(self._create, form), group="write")

    async def _create(self, form: Form) -> None:
        draft = self._judging.draft(form)
        outcome = await self._commands.create_target(self._repo, draft, is_watched=lambda: self.is_attached)
        if outcome is not None and self.is_attached:
            self._outcome = outcome
            self._settle()

    def on_screen_resume(self) -> None:
        """What came of it while a picker was open is told now."""
        self._settle()

    def _settle(self) -> None:
        if self._outcome is None or not self.is_current:
            return
        outcome, self._outcome = self._outcome, None
        match outcome:
            case Created():
                self.dismiss(TargetKey(self._repo, TargetName(outcome.draft.name)))
            case Taken():
                self._decide(outcome)
            case NotCreated():
                self.draw()
                self._go_to_complaint(outcome)
            case Creating():
                pass

    def _go_to_complaint(self, outcome: NotCreated) -> None:
        """Go to the first row that the service complains about."""
        for problem in self._judging.complaints(outcome):
            self.view.go_to(problem.place)
            return

    @work(group="decide", exclusive=True)
    async def _decide(self, taken: Taken[TargetDraft]) -> None:
        heading = f"Target {taken.draft.name} in {self._repo} was not created"
        answer = await self.app.push_screen_wait(TakenScreen(heading, taken_lines(taken), taken.free_name))
        if answer == "rename":
            self.view.write((NAME,), taken.free_name)
            self.view.go_to((NAME,))
        elif answer == "open":
            self.dismiss(TargetKey(self._repo, TargetName(taken.draft.name)))

    def _creation_of(self, form: Form) -> TargetCreation | None:
        """How making this very target stands."""
        draft = self._judging.draft(form)
        creation = self._bridge.state.target_creations.get(TargetKey(self._repo, TargetName(draft.name)))
        return creation if creation is not None and creation.draft == draft else None

    # -- leaving it -----------------------------------------------------------------------------------------------

    def leave(self) -> None:
        """Go; what was typed stays."""
        draft = draft_of(self.form)
        if draft != self._begun:
            self._commands.keep_target_draft(self._repo, draft)
            self.app.notify(KEPT, markup=False)
        self.dismiss(None)

    def give_up(self) -> None:
        """Go, and forget what was typed."""
        self._commands.keep_target_draft(self._repo, None)
        self.dismiss(None)
