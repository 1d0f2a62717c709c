"""What is wrong with a target in its form, seen from the repository it is made in and the files it names."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping

from breadtui.domain.forms.form import Form
from breadtui.domain.forms.places import Place, place_of
from breadtui.domain.forms.problems import Problem
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import RepoName, TargetKey, TargetName
from breadtui.domain.target.check import Surroundings, Weight, problems, unknown_keys
from breadtui.domain.target.creation import NotCreated, TargetCreation
from breadtui.domain.target.draft import DEFAULT_TEMPLATE, GENERATORS, TargetDraft
from breadtui.domain.target.form import MORE, TEMPLATE_PATH, draft_of, rowless_keys, template_paths, with_templates
from breadtui.domain.target.resolved import default_config
from breadtui.store.commands import Commands
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.present.bake_form.surroundings import OpenModels, trees_in
from breadtui.ui.screens.making.template_files import TemplateRead, read_template

_INDEX = re.compile(r"\[(\d+)\]")


class TargetJudging:
    """Judges a form; templates on this machine are read once and remembered."""

    def __init__(self, bridge: StoreBridge, commands: Commands, repo: RepoName) -> None:
        self._bridge = bridge
        self._commands = commands
        self._repo = repo
        self._templates: dict[str, TemplateRead] = {}

    def below(self, template: str) -> JsonObject:
        """The settings of a template as far as they are known."""
        if template == DEFAULT_TEMPLATE:
            return default_config(self._commands.base_model_of(self._repo))
        target = value_of(self._bridge.state.targets.get(TargetKey(self._repo, TargetName(template)), NOT_ASKED))
        return {} if target is None else target.config

    def draft(self, form: Form) -> TargetDraft:
        """The target that a form says, with the templates that were read."""
        texts = {path: read.text for path, read in self._templates.items() if read.text is not None}
        return with_templates(draft_of(form), texts)

    def unread(self, form: Form) -> tuple[str, ...]:
        """The templates that are named and were not read yet."""
        return tuple(path for path in template_paths(form) if path not in self._templates)

    async def read(self, path: str) -> None:
        """Read a template."""
        self._templates[path] = await read_template(path)

    async def read_anew(self, form: Form) -> None:
        """Read all templates that are named: somebody may have changed them since."""
        for path in template_paths(form):
            await self.read(path)

    def problems(self, form: Form, creation: TargetCreation | None, shown: Container[Place]) -> tuple[Problem, ...]:
        """What is wrong or doubtful in places where nothing is `shown` yet, and what the service complained about."""
        draft = draft_of(form)
        strangers = {*unknown_keys(draft.given), *rowless_keys(draft)}
        found = [
            Problem(place, _words(problem.place, problem.words, strangers), problem.weight is not Weight.ERROR)
            for problem in problems(draft, self._surroundings(draft))
            if problem.weight is not Weight.NOTE and (place := form_place(problem.place, strangers)) not in shown
        ]
        complaints = self.complaints(creation) if isinstance(creation, NotCreated) else ()
        return (*found, *_of_other_keys(form), *self._of_templates(form), *complaints)

    def _surroundings(self, draft: TargetDraft) -> Surroundings:
        state, repo = self._bridge.state, self._repo
        contents = value_of(state.contents.get(repo, NOT_ASKED))
        models = self._models()
        if contents is None:
            return Surroundings(models=models, below=self.below(draft.template))
        return Surroundings(contents.targets, contents.prompts, models, self.below(draft.template))

    def _models(self) -> Container[str] | None:
        """The models that are known; None where nothing is."""
        state = self._bridge.state
        trees, repos = trees_in(state), value_of(state.repos) or ()
        named = {*(tree.base_model for tree in trees), *(one.base_model for one in repos)}
        bases = {self._commands.base_model_of(self._repo), *named} - {""}
        return OpenModels(trees, bases) if bases or trees else None

    def _of_templates(self, form: Form) -> tuple[Problem, ...]:
        items = form.items_at((GENERATORS,))
        reads = [(at, self._templates.get(str(item.get(TEMPLATE_PATH)))) for at, item in enumerate(items)]
        return tuple(
            Problem((GENERATORS, at, TEMPLATE_PATH), read.problem)
            for at, read in reads
            if read is not None and read.problem
        )

    @staticmethod
    def complaints(refused: NotCreated) -> tuple[Problem, ...]:
        """What the service said about single places; warnings, so that it may be asked again."""
        return tuple(
            Problem(form_place(place, ()), f"the service: {words}", is_warning=True)
            for place, words in refused.complaints.items()
        )


def _of_other_keys(form: Form) -> tuple[Problem, ...]:
    """Rows for other keys that hold no object, which could not be laid over anything."""
    places: list[Place] = [(MORE,), *((GENERATORS, at, MORE) for at in range(len(form.items_at((GENERATORS,)))))]
    values = ((place, form.value_at(place)) for place in places)
    return tuple(
        Problem(place, "wants a JSON object")
        for place, value in values
        if value is not None and not isinstance(value, Mapping)
    )


def _words(place: str, words: str, strangers: Container[str]) -> str:
    """The sentence; a key without a row of its own is named."""
    return f"{place.rpartition('.')[2]}: {words}" if place in strangers else words


def form_place(place: str, strangers: Container[str]) -> Place:
    """The row of a place of a draft; keys without a row of their own stand in the row for all others."""
    found = place_of(_INDEX.sub(r".\1", place))
    return (*found[:-1], MORE) if place in strangers else found
