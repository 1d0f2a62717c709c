"""The dialog for a new repository: its name, and the base model it fixes for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from breadtui.domain.names import RepoName, is_impossible_name, name_problem
from breadtui.ui.present.clean import clean

FOR_GOOD = "A repository can neither be renamed nor deleted, and keeps its base model."
KEYS = "tab other field   ↑ ↓ known models   enter create   esc back"
MODELS_SHOWN = 6


class RepoWish(NamedTuple):
    """What is to be made; an empty base model is the service's default."""

    name: RepoName
    base_model: str


class NewRepoScreen(ModalScreen[RepoWish | None]):
    """Closes with the wish, or with None; `problem` says why the last try came to nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "Back", id="new_repo.back", priority=True),
        Binding("down", "model(1)", "Next model", id="new_repo.next", tooltip="Put the next known model in"),
        Binding("up", "model(-1)", "Previous model", id="new_repo.previous", tooltip="Put the one before in"),
    ]

    def __init__(
        self, models: Sequence[str], taken: frozenset[str], *, wish: RepoWish | None = None, problem: str = ""
    ) -> None:
        super().__init__()
        self._models = tuple(models)
        self._taken = taken
        self._wish = wish or RepoWish(RepoName(""), models[0] if models else "")
        self._problem = problem

    def compose(self) -> ComposeResult:
        """Two fields, what is wrong in them, and the models that are known."""
        with Vertical(classes="question"):
            yield Static(Content.styled("New repository", "bold"), classes="question-heading")
            yield Static(Content("Name"))
            yield Input(self._wish.name, id="repo-name", select_on_focus=False)
            yield Static(Content("Base model (empty: the service's default)"))
            yield Input(self._wish.base_model, id="repo-model", select_on_focus=False)
            yield Static(id="repo-models")
            yield Static(Content(clean(self._problem)), id="repo-problem")
            yield Static(Content(f"{FOR_GOOD}\n{KEYS}"), classes="question-keys")

    def on_mount(self) -> None:
        """The cursor waits in the name, or in the model where the name was given."""
        for field in self.query(Input):
            field.cursor_blink = False
        self.query_one("#repo-model" if self._wish.name else "#repo-name", Input).focus()
        self._show_models()

    @property
    def _model(self) -> Input:
        return self.query_one("#repo-model", Input)

    def _show_models(self) -> None:
        typed = self._model.value.strip()
        lines = [f"{'>' if model == typed else ' '} {clean(model)}" for model in self._models[:MODELS_SHOWN]]
        self.query_one("#repo-models", Static).update(Content("\n".join(lines)))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        if event.input.id == "repo-name":
            self._say(self._remark(event.value.strip()))
        self._show_models()

    def _remark(self, name: str) -> str:
        """What is or may be wrong with a name; an existing one is no mistake where the base model is the same."""
        if not name or (self._problem and name == self._wish.name):
            return self._problem
        if problem := name_problem(name):
            return problem
        return f"there is a repository {name}: it is opened if it has this base model" if name in self._taken else ""

    def action_model(self, step: int) -> None:
        """Put the next known base model into its field."""
        if self._models:
            typed = self._model.value.strip()
            place = self._models.index(typed) + step if typed in self._models else 0
            self._model.value = self._models[place % len(self._models)]
            self._model.focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        name = self.query_one("#repo-name", Input).value.strip()
        if is_impossible_name(name):
            self._say(name_problem(name) or "")
            self.query_one("#repo-name", Input).focus()
        elif event.input.id == "repo-name":
            self._model.focus()
        else:
            self.dismiss(RepoWish(RepoName(name), self._model.value.strip()))

    def action_give_up(self) -> None:
        """Back; nothing is made."""
        self.dismiss(None)

    def _say(self, sentence: str) -> None:
        self.query_one("#repo-problem", Static).update(Content(clean(sentence)))
