"""What the pickers of a target's form tell about an option, read when it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any

from textual.app import App
from textual.worker import Worker

from breadtui.domain.names import PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.domain.target.draft import DEFAULT_TEMPLATE
from breadtui.domain.target.resolved import default_config
from breadtui.store.commands import Commands
from breadtui.store.facts.remote import NOT_ASKED
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.present.form.options import Option
from breadtui.ui.present.target_form.previews import (
    config_preview,
    empty_preview,
    file_preview,
    prompt_preview,
    target_preview,
)
from breadtui.ui.present.tones import Line
from breadtui.ui.screens.making.template_files import TemplateRead, read_template


class _Reading:
    """Reads what is looked at, the newest wish only."""

    def __init__(self, app: App[Any], bridge: StoreBridge, commands: Commands, repo: RepoName) -> None:
        self._app = app
        self._bridge = bridge
        self._commands = commands
        self._repo = repo

    def _read(self, reading: Callable[[], Coroutine[Any, Any, None]], changed: Callable[[], None]) -> None:
        async def read() -> None:
            await reading()
            changed()

        _: Worker[None] = self._app.run_worker(read, group="form preview", exclusive=True)


class FilePreviewing:
    """The text of a template on this machine."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._reads: dict[str, TemplateRead] = {}

    def lines(self, option: Option) -> Sequence[Line]:
        """The file as far as it was read, and what is wrong with it."""
        read = self._reads.get(str(option.value))
        return () if read is None else file_preview(read.text, read.problem)

    def want(self, option: Option, changed: Callable[[], None]) -> None:
        """Read it."""

        async def read() -> None:
            self._reads[str(option.value)] = await read_template(str(option.value))
            changed()

        if str(option.value) not in self._reads:
            _: Worker[None] = self._app.run_worker(read, group="form preview", exclusive=True)


class PromptPreviewing(_Reading):
    """The text of a prompt."""

    def lines(self, option: Option) -> Sequence[Line]:
        """The prompt as far as it is known."""
        if not option.value:
            return empty_preview()
        return prompt_preview(self._bridge.state.prompts.get(self._key(option), NOT_ASKED))

    def want(self, option: Option, changed: Callable[[], None]) -> None:
        """Read it."""
        if option.value:
            self._read(partial(self._commands.look_at_prompt, self._key(option)), changed)

    def _key(self, option: Option) -> PromptKey:
        return PromptKey(self._repo, PromptName(str(option.value)))


class TemplatePreviewing(_Reading):
    """The configuration that a template gives."""

    def lines(self, option: Option) -> Sequence[Line]:
        """The target as far as it is known; of the built-in one, what is known to be in it."""
        if option.value == DEFAULT_TEMPLATE:
            return config_preview(default_config(self._commands.base_model_of(self._repo)))
        return target_preview(self._bridge.state.targets.get(self._key(option), NOT_ASKED))

    def want(self, option: Option, changed: Callable[[], None]) -> None:
        """Read it."""
        if option.value != DEFAULT_TEMPLATE:
            self._read(partial(self._commands.look_at_target, self._key(option)), changed)

    def _key(self, option: Option) -> TargetKey:
        return TargetKey(self._repo, TargetName(str(option.value)))
