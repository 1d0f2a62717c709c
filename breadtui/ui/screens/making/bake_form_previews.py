"""What the pickers of a bake's form tell about an option, read when it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from textual.app import App
from textual.worker import Worker

from breadtui.domain.names import RepoName
from breadtui.store.commands import Commands
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.present.bake_form.previews import model_preview, target_preview, template_preview
from breadtui.ui.present.form.options import Option
from breadtui.ui.present.tones import Line


class TemplatePreviewing:
    """The settings that a template gives."""

    def __init__(self, bridge: StoreBridge, repo: RepoName) -> None:
        self._bridge = bridge
        self._repo = repo

    def lines(self, option: Option) -> Sequence[Line]:
        """The template as far as it is known."""
        return template_preview(self._bridge.state, self._repo, str(option.value))

    def want(self, option: Option, changed: Callable[[], None]) -> None:
        """All there is came with the tree."""


class ModelPreviewing(TemplatePreviewing):
    """The bake that a model came of."""

    def lines(self, option: Option) -> Sequence[Line]:
        """The model as far as it is known."""
        return model_preview(self._bridge.state, str(option.value))


class TargetPreviewing(TemplatePreviewing):
    """A target with its rollout, the newest wish only."""

    def __init__(self, bridge: StoreBridge, repo: RepoName, commands: Commands, app: App[None]) -> None:
        super().__init__(bridge, repo)
        self._commands = commands
        self._app = app

    def lines(self, option: Option) -> Sequence[Line]:
        """The target as far as it is known."""
        return target_preview(self._bridge.state, self._repo, str(option.value))

    def want(self, option: Option, changed: Callable[[], None]) -> None:
        """Read it and its rollout."""
        _: Worker[None] = self._app.run_worker(
            partial(self._read, str(option.value), changed), group="form preview", exclusive=True
        )

    async def _read(self, name: str, changed: Callable[[], None]) -> None:
        await self._commands.new_bakes.look_at_sources(self._repo, [name])
        changed()
