"""What can be picked in the form of a target: prompts, models by their repository, templates."""

from __future__ import annotations

from collections.abc import Iterable

from breadtui.domain.names import PromptKey, RepoName, TargetKey
from breadtui.domain.target.draft import DEFAULT_TEMPLATE, GENERATORS, rows_of
from breadtui.domain.target.form import TEMPLATE_PATH
from breadtui.domain.target.generators import TYPES, as_generators
from breadtui.domain.target.models import model_choices
from breadtui.domain.target.words import count_words
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import AppState, RepoContents
from breadtui.ui.present.form.options import Option

ALWAYS_ON = "always on: no prompt is needed for it afterwards"
BASE_MODELS = "base models"


def contents_of(state: AppState, repo: RepoName) -> RepoContents:
    """The names in a repository, none where they are not known."""
    return value_of(state.contents.get(repo, NOT_ASKED)) or RepoContents()


def prompt_options(state: AppState, repo: RepoName, *, has_always_on: bool) -> list[Option]:
    """The prompts of a repository; for a student, the empty one first."""
    names = contents_of(state, repo).prompts
    options = [Option(name, name, _size(state, PromptKey(repo, name))) for name in names]
    return [Option("", "(no student)", ALWAYS_ON), *options] if has_always_on else options


def model_options(state: AppState, repo: RepoName, base_model: str) -> list[Option]:
    """Base model first, then every checkpoint of the open repositories under their names, this one's first."""
    known = {name: tree for name, remote in state.trees.items() if (tree := value_of(remote)) is not None}
    trees = [tree for name, tree in sorted(known.items(), key=lambda each: each[0] != repo)]
    repos = value_of(state.repos)
    choices = model_choices(base_model, trees, () if repos is None else repos)
    return [Option(choice.path, choice.path, choice.words, choice.group or BASE_MODELS) for choice in choices]


def template_options(state: AppState, repo: RepoName) -> list[Option]:
    """The built-in template, and every target of the repository."""
    names = contents_of(state, repo).targets
    options = [Option(name, name, _rows(state, TargetKey(repo, name)), "targets of this repository") for name in names]
    return [Option(DEFAULT_TEMPLATE, DEFAULT_TEMPLATE, "what the service has built in"), *options]


def file_options(state: AppState, repo: RepoName, files: Iterable[tuple[str, int]]) -> list[Option]:
    """Files that may be templates with their sizes, then those that targets of the repository name."""
    here = [
        Option(path, path, f"{size_bytes} bytes", "files here; any path may be typed") for path, size_bytes in files
    ]
    targets = [target for key, remote in state.targets.items() if key.repo == repo and (target := value_of(remote))]
    named = dict.fromkeys(
        path
        for target in targets
        for generator in as_generators(target.config.get(GENERATORS))
        if isinstance(path := generator.get(TEMPLATE_PATH), str) and path
    )
    return [*here, *(Option(path, path, "", "at the service, named by its targets") for path in named)]


def type_options() -> list[Option]:
    """The types of generators, with what each does."""
    return [Option(known.name, known.name, known.does) for known in TYPES]


def _size(state: AppState, key: PromptKey) -> str:
    prompt = value_of(state.prompts.get(key, NOT_ASKED))
    if prompt is None:
        return ""
    count = len(prompt.messages)
    return f"{count} message{'' if count == 1 else 's'}" if count else "no messages: always on"


def _rows(state: AppState, key: TargetKey) -> str:
    target = value_of(state.targets.get(key, NOT_ASKED))
    return "" if target is None else count_words(rows_of(target.config))
