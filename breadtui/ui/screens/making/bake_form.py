"""The form of a new bake."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import islice
from operator import is_not
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.worker import Worker

from breadtui.domain.baking.check import expected_model, others_problem, problems
from breadtui.domain.baking.creation import BakeCreation, Created, NotCreated
from breadtui.domain.baking.draft import BakeDraft, entries_of
from breadtui.domain.baking.fields import BAKES, DATASETS, MODELS, TARGETS
from breadtui.domain.baking.form import MORE, NAME, defaults_of, draft_of, form_from, form_of, json_of
from breadtui.domain.baking.known import Known, prospect
from breadtui.domain.errors import BreadError
from breadtui.domain.forms.creation import Taken
from breadtui.domain.forms.fields import Field
from breadtui.domain.forms.form import Form
from breadtui.domain.forms.places import Place
from breadtui.domain.forms.problems import Problem
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName
from breadtui.domain.prompt.free_names import free_name
from breadtui.store.commands import Commands
from breadtui.store.facts.state import AppState
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.panes.form_view.pane import FormView
from breadtui.ui.present.bake_form.lines import summary, value_facts
from breadtui.ui.present.bake_form.options import model_options, target_options, template_options
from breadtui.ui.present.bake_form.outcome_lines import created_lines, taken_lines
from breadtui.ui.present.bake_form.surroundings import below_in, known_in, tree_in
from breadtui.ui.present.form.options import Option
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.tones import Line
from breadtui.ui.screens.making.bake_form_previews import ModelPreviewing, TargetPreviewing, TemplatePreviewing
from breadtui.ui.screens.making.form_outcome import START, MadeScreen, TakenScreen
from breadtui.ui.screens.making.form_picker import Previewing
from breadtui.ui.screens.making.form_screen import FormScreen
from breadtui.values import dataclass

MOST_LOOKS = 200
"""Of so many targets the rows are read when they are picked from; of others when they are looked at."""
READ_ONLY = "read-only: nothing is changed"


@dataclass(frozen=True, slots=True)
class BakeFormEnd:
    """How a form was left: the bake that was made or chosen, or the draft that is kept.

    `wants_target_of` is the model that a new target is to be answered by first; `wants_start` where what was made is
    to be started next.
    """

    made: JobKey | None = None
    kept: BakeDraft | None = None
    wants_target_of: str = ""
    wants_start: bool = False


class BakeFormScreen(FormScreen[BakeFormEnd]):
    """Closes with the bake that was made, or with what was filled in so far."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "look_again", "Look again", id="bake_form.look", tooltip="Read targets and rollouts again"),
        Binding("T", "target_first", "Target first", id="bake_form.target", tooltip="A target answered by its parent"),
    ]

    def __init__(
        self, bridge: StoreBridge, commands: Commands, repo: RepoName, draft: BakeDraft, *, glyphs: Glyphs = UNICODE
    ) -> None:
        super().__init__(form_of(draft, below_in(bridge.state, repo, draft.template)), glyphs=glyphs)
        self._bridge = bridge
        self._commands = commands
        self._repo = repo
        self._begun = draft
        self._looked_at: set[str] = set()
        self._sent: BakeDraft | None = None
        self._refusal: NotCreated | None = None
        self._outcome: BakeCreation | None = None
        self._surroundings: tuple[tuple[object, ...], Known] | None = None

    def on_mount(self) -> None:
        """Draw anew whenever what is known changes; begin at the name, or at what the bake learns."""
        self._bridge.bind(self, self._known_parts, self._known_changed)
        self.call_after_refresh(self.view.go_to, DATASETS.place if self._begun.name else NAME)

    def _known_parts(self, state: AppState) -> tuple[object, ...]:
        return (state.contents.get(self._repo), state.trees, state.jobs, state.targets, state.repos)

    def _known_changed(self, _: tuple[object, ...]) -> None:
        self.draw()

    @property
    def _known(self) -> Known:
        state = self._bridge.state
        parts = self._known_parts(state)
        if self._surroundings is None or any(map(is_not, self._surroundings[0], parts)):
            self._surroundings = (parts, known_in(state, self._repo))
        return self._surroundings[1]

    # -- what the form is about -----------------------------------------------------------------------------------

    def heading(self) -> str:
        """Where it is made."""
        return f"New bake in {self._repo}"

    def problems_of(self, form: Form) -> Sequence[Problem]:
        """What is wrong with a bake, and what the service complained about in this very one."""
        draft = draft_of(form)
        found = list(problems(draft, below_in(self._bridge.state, self._repo, draft.template), self._known))
        if words := others_problem(form.given_at(MORE)):
            found.append(Problem(MORE, words))
        if (refusal := self._refusal_of(draft)) is not None:
            found += [Problem(place, words, is_warning=True) for place, words in refusal.complaints.items()]
        return found

    def facts_of(self, form: Form) -> dict[Place, Line]:
        """Shares and rows of the targets, the batch in all."""
        draft, known = draft_of(form), self._known
        below = below_in(self._bridge.state, self._repo, draft.template)
        return value_facts(draft.resolved(below), known, prospect(draft, below, known), self._glyphs)

    def summary_of(self, form: Form) -> Sequence[Line]:
        """Rows and steps by rule, and what stands in the way."""
        draft = draft_of(form)
        below = below_in(self._bridge.state, self._repo, draft.template)
        refusal = self._refusal_of(draft)
        error: BreadError | None = refusal.error if refusal is not None else None
        estimate = prospect(draft, below, self._known)
        return summary(estimate, self._problems, is_sending=self._sent is not None, error=error)

    def options_of(self, field: Field) -> Sequence[Option]:
        """What can be picked."""
        state, repo = self._bridge.state, self._repo
        if field.picker == BAKES:
            return template_options(state, repo)
        if field.picker == MODELS:
            return model_options(state, repo)
        if field.picker == TARGETS or field.items is not None:
            known = self._known
            return target_options(known, tuple(known.targets), expected_model(self._resolved(), known))
        return super().options_of(field)

    def nothing_of(self, field: Field) -> str:
        """A bake needs a target first."""
        is_target = field.picker == TARGETS or field.items is not None
        return "This repository has no targets yet: esc, then T makes one" if is_target else ""

    def look_at_options(self, field: Field) -> bool:
        """Read the targets that nobody has looked at, and their rollouts."""
        if field.picker != TARGETS and field.items is None:
            return False
        names = list(islice(self._known.targets, MOST_LOOKS))
        look = partial(self._commands.new_bakes.look_at_sources, self._repo, names)
        _: Worker[None] = self.run_worker(look, group="look at options", exclusive=True)
        return True

    def json_of(self, form: Form) -> JsonObject:
        """By the service's own keys."""
        return json_of(form)

    def form_from(self, whole: JsonObject) -> Form:
        """With a row, or a place in the row for other keys, for all of it."""
        return form_from(self.form, whole)

    def preview_of(self, field: Field) -> Previewing | None:
        """Settings of a template, a target with its rollout, the bake of a model."""
        if field.picker == BAKES:
            return TemplatePreviewing(self._bridge, self._repo)
        if field.picker == MODELS:
            return ModelPreviewing(self._bridge, self._repo)
        if field.picker == TARGETS or field.items is not None:
            return TargetPreviewing(self._bridge, self._repo, self._commands, self.app)
        return None

    def _resolved(self) -> JsonObject:
        draft = draft_of(self.form)
        return draft.resolved(below_in(self._bridge.state, self._repo, draft.template))

    # -- following what is typed ----------------------------------------------------------------------------------

    def defaults(self) -> JsonObject:
        """Those of the template that is named."""
        return defaults_of(below_in(self._bridge.state, self._repo, draft_of(self.form).template))

    def look_around(self) -> None:
        """Read each target that is named, and its rollout, once; the poller follows what runs."""
        known = self._known
        names = {entry.target for entry in entries_of(self._resolved()) if entry.target in known.targets}
        if fresh := names - self._looked_at:
            self._looked_at |= fresh
            _: Worker[None] = self.run_worker(
                partial(self._commands.new_bakes.look_at_sources, self._repo, sorted(fresh))
            )

    @on(FormView.Changed)
    def _keep(self) -> None:
        draft = draft_of(self.form)
        if draft != self._begun:
            self._commands.new_bakes.keep_bake_draft(self._repo, draft)

    def free_name(self) -> tuple[Place, str] | None:
        """The next name where a bake has this one."""
        name, tree = self.form.value_at(NAME), tree_in(self._bridge.state, self._repo)
        taken = tree.bakes if tree is not None else {}
        return (NAME, free_name(name, taken)) if isinstance(name, str) and name in taken else None

    # -- making it ------------------------------------------------------------------------------------------------

    def create(self, form: Form) -> None:
        """Send it; what comes of it is told here, or by a notice where the form was left meanwhile."""
        if self._commands.is_read_only:
            self.say(READ_ONLY)
        elif self._sent is not None:
            self.say("it is being created")
        else:
            self._sent = draft_of(form)
            self.draw()
            _: Worker[None] = self.app.run_worker(partial(self._create, self._sent), group="write")

    async def _create(self, draft: BakeDraft) -> None:
        outcome = await self._commands.new_bakes.create_bake(self._repo, draft)
        self._sent = None
        if isinstance(outcome, Created) and await self._commands.new_bakes.kept_bake_draft(self._repo) == draft:
            self._commands.new_bakes.keep_bake_draft(self._repo, None)  # also where the form was left meanwhile
        if outcome is not None and self.is_attached:
            self._outcome = outcome
            self.draw()
            self._settle()

    def on_screen_resume(self) -> None:
        """What came of it while a picker was open is told now."""
        self._settle()

    def _settle(self) -> None:
        if self._outcome is not None and self.is_current:
            outcome, self._outcome = self._outcome, None
            self._tell(outcome)

    @work(group="decide", exclusive=True)
    async def _tell(self, outcome: BakeCreation) -> None:
        match outcome:
            case Created():
                await self._show_created(outcome)
            case Taken():
                await self._decide(outcome)
            case NotCreated():
                self._refusal = outcome
                self.draw()
                if place := next(iter(outcome.complaints), None):
                    self.view.go_to(place)

    async def _show_created(self, made: Created) -> None:
        heading = f"Bake {made.draft.name} in {self._repo}"
        wish = await self.app.push_screen_wait(MadeScreen(heading, created_lines(made)))
        key = JobKey(self._repo, Phase.BAKE, BakeName(made.draft.name))
        self.dismiss(BakeFormEnd(key, wants_start=wish == START))

    async def _decide(self, taken: Taken[BakeDraft]) -> None:
        heading = f"Bake {taken.draft.name} in {self._repo} was not created"
        answer = await self.app.push_screen_wait(TakenScreen(heading, taken_lines(taken), taken.free_name))
        if answer == "rename":
            self.view.write(NAME, taken.free_name)
            self.view.go_to(NAME)
        elif answer == "open":
            self.dismiss(BakeFormEnd(JobKey(self._repo, Phase.BAKE, BakeName(taken.draft.name)), draft_of(self.form)))

    def _refusal_of(self, draft: BakeDraft) -> NotCreated | None:
        refusal = self._refusal
        return refusal if refusal is not None and refusal.draft == draft else None

    def action_look_again(self) -> None:
        """Read the targets that are named, and their rollouts, again."""
        self._looked_at.clear()
        self.draw()
        self.say("reading targets and rollouts again")

    # -- leaving it -----------------------------------------------------------------------------------------------

    def action_target_first(self) -> None:
        """Make a target that this bake's parent answers, and come back with it among the datasets."""
        model = expected_model(self._resolved(), self._known)
        self.dismiss(BakeFormEnd(kept=draft_of(self.form), wants_target_of=model))

    def leave(self) -> None:
        """Go; what was filled in stays for the session."""
        draft = draft_of(self.form)
        self.dismiss(BakeFormEnd(kept=draft if draft != self._begun else None))

    def give_up(self) -> None:
        """Go, and forget what was filled in."""
        self.dismiss(BakeFormEnd())

    def _run_word(self, word: str) -> None:
        if word == "target":
            self.action_target_first()
        else:
            super()._run_word(word)
