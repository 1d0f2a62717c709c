"""What `:export` writes: each form with its file ending, and its text of a repository, graph, plan, bake or prompt."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import Enum
from typing import NamedTuple

from breadtui.domain.descent.dependencies import PROMPT
from breadtui.domain.names import JobKey, Phase, PromptKey, RepoName
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.recipe import RecreationPlan, datasets_of
from breadtui.domain.unsafe_text import UNSAFE
from breadtui.export.charts.chart import Chart, chart_of_lineages, chart_of_parts, chart_of_users
from breadtui.export.dot import dot
from breadtui.export.graph_json import graph_json_text
from breadtui.export.mermaid import mermaid
from breadtui.export.pages.bake import bake_markdown, bake_report
from breadtui.export.plans.json_text import plan_json
from breadtui.export.plans.python import plan_python
from breadtui.export.plans.shell import plan_shell
from breadtui.export.plans.yaml_text import plan_yaml
from breadtui.export.prompts.files import PromptForm, Unwritable, write_prompts
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import AppState, Choice
from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail.details import Tab
from breadtui.ui.present.detail.graph_slice import GraphWalks, graph_slice, part_of, unread_names

LONGEST_NAME = 80
_NOT_IN_FILES = re.compile(f'[/\\\\:*?"<>|{UNSAFE}\t\n]+')


class NotExportable(Exception):
    """There is nothing to write; the text says what to do first."""


class Scope(Enum):
    """What is written: a repository's lineage, a thing's graph, a bake's plan, all about a bake, or a prompt."""

    REPO = "the lineage of a repository"
    GRAPH = "a graph"
    PLAN = "a recreation plan"
    BAKE = "a bake"
    PROMPT = "a prompt"


class Export(NamedTuple):
    """One thing to write: what about which choice, and how."""

    form: Form
    scope: Scope
    about: Choice

    @property
    def file_name(self) -> str:
        """The name of the file where none is typed."""
        name = self.about if isinstance(self.about, str) else self.about.name
        return file_name(name, self.form.ending)


class Form(NamedTuple):
    """One format: what follows `:export`, how its files end, and its text of each scope it is fit for."""

    name: str
    ending: str
    texts: Mapping[Scope, Callable[[AppState, Choice], str]]


def export_of(name: str, chosen: Choice | None, *, is_tree: bool, tab: Tab) -> Export:
    """What is meant by a format's name, where the tree or a tab of the details has the focus.

    Raises: NotExportable.
    """
    form = FORMS.get(name)
    if chosen is None:
        raise NotExportable("choose something first")
    if form is None:
        fitting = ", ".join(forms_of(chosen, is_tree=is_tree, tab=tab))
        unknown = f"no form {clean(name, limit=LONGEST_NAME)}; " if name else ""
        raise NotExportable(f"{unknown}export as {fitting}")
    scope = _scope(form, chosen, is_tree=is_tree, tab=tab)
    if scope is Scope.REPO:
        return Export(form, scope, chosen if isinstance(chosen, str) else chosen.repo)
    if scope in {Scope.PLAN, Scope.BAKE} and not _is_bake(chosen):
        raise NotExportable(f"{name} writes {scope.value}: choose a bake")
    if scope is Scope.PROMPT and not isinstance(chosen, PromptKey):
        raise NotExportable(f"{name} writes {scope.value}: choose a prompt")
    return Export(form, scope, chosen)


def forms_of(chosen: Choice, *, is_tree: bool, tab: Tab) -> tuple[str, ...]:
    """The formats in which something about what is chosen can be written; those of a prompt itself come first."""
    found: dict[str, Scope] = {}
    for name in FORMS:
        try:
            found[name] = export_of(name, chosen, is_tree=is_tree, tab=tab).scope
        except NotExportable:
            continue
    return tuple(sorted(found, key=lambda name: found[name] is not Scope.PROMPT and isinstance(chosen, PromptKey)))


def exported(export: Export, state: AppState) -> str:
    """The text. Raises: NotExportable where the service has not told enough."""
    return export.form.texts[export.scope](state, export.about)


def file_name(name: str, ending: str) -> str:
    """A name from the service as that of a file, with nothing in it that a shell or a file system would obey."""
    plain = _NOT_IN_FILES.sub("_", name).strip(". ")
    plain = f"_{plain[1:]}" if plain.startswith(("-", "~")) else plain
    while len(plain.encode()) > LONGEST_NAME:
        plain = plain[:-1]
    return f"{plain or 'unnamed'}.{ending}"


def _scope(form: Form, chosen: Choice, *, is_tree: bool, tab: Tab) -> Scope:
    if isinstance(chosen, PromptKey) and Scope.PROMPT in form.texts:
        return Scope.PROMPT
    if Scope.REPO not in form.texts:
        return next(iter(form.texts))
    if tab is Tab.PLAN and not is_tree and Scope.PLAN in form.texts and _is_bake(chosen):
        return Scope.PLAN
    return Scope.REPO if is_tree or isinstance(chosen, str) else Scope.GRAPH


def _is_bake(chosen: Choice) -> bool:
    return isinstance(chosen, JobKey) and chosen.phase is Phase.BAKE


def _lineage_chart(state: AppState, about: Choice) -> Chart:
    lineage = state.lineages.get(RepoName(about)) if isinstance(about, str) else None
    if lineage is None:
        raise NotExportable("the repository is not read yet")
    return chart_of_lineages([lineage])


def _graph_chart(state: AppState, about: Choice) -> Chart:
    facts, walks, part = graph_slice(state, about), GraphWalks(), part_of(about)
    if part is not None and part.kind == PROMPT:
        return chart_of_users(walks.used(facts), unread_names(facts, part.repo))
    made, graph = walks.made(facts), value_of(facts.graph)
    if made is None:
        raise NotExportable("the graph could not be loaded: the Graph tab says why")
    return chart_of_parts(made, graph.base_model if graph is not None else "")


def _drawn(write: Callable[[Chart], str]) -> dict[Scope, Callable[[AppState, Choice], str]]:
    return {
        Scope.REPO: lambda state, about: write(_lineage_chart(state, about)),
        Scope.GRAPH: lambda state, about: write(_graph_chart(state, about)),
    }


def _plan_of(state: AppState, about: Choice) -> tuple[RecreationPlan, RepoName]:
    plan = value_of(state.plans.get(about, NOT_ASKED)) if isinstance(about, JobKey) else None
    if plan is None or not isinstance(about, JobKey):
        raise NotExportable("the plan could not be loaded: the Plan tab says why")
    return plan, about.repo


def _bake_page(state: AppState, about: Choice) -> str:
    seen = state.jobs.get(about) if isinstance(about, JobKey) else None
    if seen is None:
        raise NotExportable("the bake is not read yet")
    repo = seen.job.key.repo
    keys = [
        JobKey(repo, phase, dataset.target)
        for dataset in datasets_of(seen.job.config)
        for phase in (Phase.STIM, Phase.ROLLOUT)
    ]
    stages = {key: state.jobs[key].job for key in keys if key in state.jobs}
    return bake_markdown(bake_report(seen.job, state.lineages, stages))


def _prompt(form: PromptForm) -> dict[Scope, Callable[[AppState, Choice], str]]:
    """A prompt's unsaved text where there is one, else what the service holds."""

    def written(state: AppState, about: Choice) -> str:
        prompt = _prompt_of(state, about)
        try:
            return write_prompts(form, prompt)
        except Unwritable as problem:
            raise NotExportable(str(problem)) from None

    return {Scope.PROMPT: written}


def _prompt_of(state: AppState, about: Choice) -> Prompt:
    draft = state.drafts.get(about) if isinstance(about, PromptKey) else None
    read = value_of(state.prompts.get(about, NOT_ASKED)) if isinstance(about, PromptKey) else None
    prompt = read if draft is None else draft.mine
    if prompt is None:
        raise NotExportable("the prompt is not read yet")
    return prompt


FORMS: Mapping[str, Form] = {
    form.name: form
    for form in (
        Form("mermaid", "mmd", _drawn(mermaid)),
        Form("dot", "dot", _drawn(dot)),
        Form(
            "json",
            "json",
            {
                **_drawn(graph_json_text),
                Scope.PLAN: lambda state, about: plan_json(_plan_of(state, about)[0]),
                **_prompt(PromptForm.JSON),
            },
        ),
        Form(
            "yaml",
            "yml",
            {Scope.PLAN: lambda state, about: plan_yaml(_plan_of(state, about)[0]), **_prompt(PromptForm.YAML)},
        ),
        Form("python", "py", {Scope.PLAN: lambda state, about: plan_python(*_plan_of(state, about))}),
        Form("shell", "sh", {Scope.PLAN: lambda state, about: plan_shell(*_plan_of(state, about))}),
        Form("markdown", "md", {Scope.BAKE: _bake_page, **_prompt(PromptForm.MARKDOWN)}),
        Form("openai", "json", _prompt(PromptForm.OPENAI)),
        Form("bgit", "yml", _prompt(PromptForm.BGIT)),
    )
}
"""All formats by the word that follows `:export`."""
