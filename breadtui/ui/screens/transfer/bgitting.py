"""`:bgit`: the folder's branches; `input.yml` made at the service, and things of the service written as one."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.worker import Worker

from breadtui.domain.bulk import BulkLine, Outcome
from breadtui.domain.errors import BreadError
from breadtui.domain.names import JobKey, RepoName, TargetKey
from breadtui.ui.present.errors import reason_of
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.base.topic import Topic
from breadtui.ui.screens.base.writing import READ_ONLY
from breadtui.ui.screens.transfer.exporting import Exporting
from breadtui.values import replace

if TYPE_CHECKING:
    from breadtui.domain.bgit.input_file import InputFile, Order

INPUT = "input.yml"
BGIT_FORMS = ("bgit import ", "bgit export ")
FORM = "bgit, bgit import [FILE], or bgit export [FILE]"


class Bgitting(Topic[Exporting]):
    """What there is to do with a bgit folder; nothing in it is written unasked."""

    def __init__(self, screen: Exporting) -> None:
        super().__init__(screen)
        self._outcome: tuple[BulkLine, ...] = ()

    def run(self, typed: str) -> None:
        """Show the branches, make what a file asks for, or write one."""
        verb, _, file = typed.partition(" ")
        if not verb:
            self.work(self._show, group="bgit")
        elif verb == "import":
            self._import_input(file.strip())
        elif verb == "export":
            self._export_where(file.strip())
        else:
            self.say(FORM, is_problem=True)

    async def _show(self) -> None:
        from breadtui.ui.screens.transfer.bgit import BgitScreen, Filtered  # noqa: PLC0415  when it is asked for

        screen = BgitScreen(self.bridge, self._look_at_bgit, self._make_input, self._outcome)
        what = await self.app.push_screen_wait(screen)
        if isinstance(what, Filtered):
            self.screen.show_pane(Pane.TREE)
            self.screen.run_line(f"filter branch:{what.branch}")
        elif what is not None:
            repo = what if isinstance(what, str) else what.repo
            if self.commands is not None and repo not in self.bridge.state.opened:
                await self.commands.open_repo(repo)
            self.screen.repos.reveal(what)
            self.screen.choose(what)

    def _make_input(self) -> None:
        self._import_input("")

    def _look_at_bgit(self) -> None:
        self.work(self._see_bgit, group="bgit look")

    async def _see_bgit(self) -> None:
        if self.commands is not None:
            await self.commands.see_bgit()
            await self.commands.bgit.see_branch_jobs()

    # -- from a file ----------------------------------------------------------------------------------------------

    def _import_input(self, typed: str) -> None:
        self.work(partial(self._make_input_of, typed), group="bgit import")

    async def _make_input_of(self, typed: str) -> None:
        """Read the file, say what it asks for under which names, and make that if it is agreed."""
        from breadtui.domain.bgit.input_file import NoInput, order_of  # noqa: PLC0415  when it is asked for
        from breadtui.export.prompts.shapes import Misread  # noqa: PLC0415  YAML
        from breadtui.ui.screens.transfer.file_paths import pasted_path  # noqa: PLC0415  when it is asked for

        commands, checkout = self.commands, self.bridge.state.bgit
        path = pasted_path(typed) if typed else Path(checkout.folder if checkout is not None else ".") / INPUT
        mapping = checkout.mapping if checkout is not None and path.parent == Path(checkout.folder) else None
        repo = mapping.repo if mapping is not None else _repo_of(self.screen)
        if commands is None or repo is None:
            self.say("choose a repository first", is_problem=True)
        elif commands.is_read_only:
            self.say(READ_ONLY, is_problem=True)
        else:
            try:
                file = await asyncio.to_thread(_read, path)
                order = await asyncio.to_thread(_with_templates, order_of(file, mapping), path.parent)
            except OSError as error:
                self.say(f"{path} cannot be read: {error.strerror or error}", is_problem=True)
            except (Misread, NoInput, _NotReady) as problem:
                self.say(f"{path.name}: {problem}", is_problem=True)
            else:
                await self._make(repo, order, path)

    async def _make(self, repo: RepoName, order: Order, path: Path) -> None:
        from breadtui.ui.screens.asking.confirm import ConfirmScreen  # noqa: PLC0415  when it is asked for

        lines = order_lines(order)
        commands = self.commands
        if not lines or commands is None:
            self.say(f"{path.name} asks for nothing: its sections are empty or commented out", is_problem=True)
            return
        heading = f"Make in {repo} what {path.name} asks for?"
        told = [*lines, "What is there and equal is found; what is there and differs is left as it is."]
        if not await self.app.push_screen_wait(ConfirmScreen(heading, told, yes="make it")):
            return
        worker: Worker[tuple[BulkLine, ...]] = self.app.run_worker(
            partial(commands.bgit.make_order, repo, order), group="write"
        )
        self._outcome = await worker.wait()
        self._tell_outcome()

    def _tell_outcome(self) -> None:
        from breadtui.ui.screens.transfer.bgit import BgitScreen  # noqa: PLC0415  loaded where it is open

        done = sum(line.outcome is Outcome.DONE for line in self._outcome)
        left = [line for line in self._outcome if line.outcome is not Outcome.DONE]
        words = f"{done} of {len(self._outcome)} are there"
        self.say(f"{words}; {left[0].key.name}: {left[0].words}" if left else words, is_problem=bool(left))
        if isinstance(self.app.screen, BgitScreen):
            self.app.screen.show_outcome(self._outcome)

    # -- to a file ------------------------------------------------------------------------------------------------

    def _export_where(self, typed: str) -> None:
        """Nothing is written before it was said where; a name is proposed."""
        chosen = self.bridge.state.chosen
        if not isinstance(chosen, TargetKey | JobKey):
            self.say("choose a bake or a target", is_problem=True)
        elif typed:
            self.work(partial(self._export_input, typed), group="export")
        else:
            self.screen.ask_line(f"bgit export {chosen.name}.{INPUT}")

    async def _export_input(self, typed: str) -> None:
        """Write the chosen target, or the chosen bake and its target, as an `input.yml` where it is asked for."""
        from breadtui.export.bgit_input import input_yaml  # noqa: PLC0415  YAML, when it is asked for
        from breadtui.export.prompts.shapes import Unwritable  # noqa: PLC0415  loaded with it
        from breadtui.ui.screens.transfer.file_paths import path_of  # noqa: PLC0415  when it is asked for

        chosen, commands = self.bridge.state.chosen, self.commands
        if commands is None or not isinstance(chosen, TargetKey | JobKey):
            return
        try:
            sections = await commands.bgit.bgit_sections(chosen)
            text = await asyncio.to_thread(input_yaml, sections)
            await self.screen.write_text(path_of(typed, f"{chosen.name}.{INPUT}"), text)
        except BreadError as error:
            self.say(reason_of(error), is_problem=True)
        except Unwritable as problem:
            self.say(str(problem), is_problem=True)
        except OSError as error:
            self.say(f"could not write: {error.strerror or error}", is_problem=True)


class _NotReady(Exception):
    """A template that is asked for cannot be sent."""


def order_lines(order: Order) -> list[str]:
    """What would be made, a line each, under the names that bgit gives."""
    lines = [f"prompt  {prompt.name}  ({prompt.yaml_name})" for prompt in order.prompts]
    lines += [f"target  {order.target.name}"] if order.target is not None else []
    lines += [f"bake    {order.bake.name}"] if order.bake is not None else []
    return lines


def _read(path: Path) -> InputFile:
    from breadtui.export.bgit_input import MOST_BYTES, read_input  # noqa: PLC0415  YAML, when it is asked for

    with path.open("rb") as file:
        return read_input(file.read(MOST_BYTES + 1))


def _with_templates(order: Order, folder: Path) -> Order:
    from breadtui.config.bgit_templates import NoTemplate, with_templates  # noqa: PLC0415  when it is asked for

    if order.target is None:
        return order
    try:
        overrides = with_templates(order.target.overrides, folder)
    except NoTemplate as problem:
        raise _NotReady(str(problem)) from None
    return replace(order, target=replace(order.target, overrides=overrides))


def _repo_of(screen: Exporting) -> RepoName | None:
    chosen = screen.bridge.state.chosen
    return chosen if chosen is None or isinstance(chosen, str) else chosen.repo
