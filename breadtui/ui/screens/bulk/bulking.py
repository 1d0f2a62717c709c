"""`:bulk`: what is marked is created elsewhere, written to files or deleted, each with its own outcome."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from breadtui.domain.bulk import BulkRun, Thing, Wish, bulk_run, counted
from breadtui.domain.names import PromptKey, PromptName, RepoName
from breadtui.store.facts.remote import value_of
from breadtui.store.facts.state import Choice
from breadtui.ui.screens.base.topic import Topic
from breadtui.ui.screens.base.writing import READ_ONLY, Writing
from breadtui.ui.screens.transfer.exporting import write_new
from breadtui.values import replace

if TYPE_CHECKING:
    from breadtui.store.bulk.exporting import Texts, WriteFile
    from breadtui.ui.screens.asking.confirm import ConfirmByNameScreen, ConfirmScreen
    from breadtui.ui.screens.words.lists import BulkWish

_NOTHING_FOR = {
    Wish.CREATE: "only prompts are created elsewhere: mark some with space first",
    Wish.EXPORT: "only prompts are exported: mark some with space first",
    Wish.SAVE: "no text is unsaved in this repository",
    Wish.DELETE: "mark prompts, targets or bakes with space first",
}


class Bulking(Topic[Writing]):
    """Wishes about what is marked: prompts, and for deletion targets and bakes as well.

    Without marks, saving is about all unsaved texts of the chosen repository.
    """

    def ask_or_show(self) -> None:
        """Ask what is to be done with what is marked; without any, show what came of the last wish."""
        if self._marked_things() or self.bridge.state.bulk is None:
            self.run("")
        else:
            self._show_outcomes()

    def run(self, typed: str) -> None:
        """Do with what is marked what the words say, or ask for the words."""
        from breadtui.ui.screens.words.lists import RESUME, STOP, NotAList, parse_bulk  # noqa: PLC0415  when it is asked for

        self.screen.flush()
        if typed in {STOP, RESUME}:
            self._stop_bulk() if typed == STOP else self._resume_bulk()
        elif not self._marked_things() and not self._unsaved():
            self.say("mark prompts, targets or bakes with space first", is_problem=True)
        elif not typed:
            self.screen.ask_line("bulk ")
        else:
            try:
                wish = parse_bulk(typed)
            except NotAList as problem:
                self.say(str(problem), is_problem=True)
            else:
                self._ask_marked(wish)

    def _ask_marked(self, wish: BulkWish) -> None:
        marked = self._marked_things()
        if wish.wish is not Wish.DELETE:
            marked = tuple(key for key in marked if isinstance(key, PromptKey))
        if wish.wish is Wish.SAVE:
            marked = tuple(key for key in marked if key in self.bridge.state.drafts) or self._unsaved()
        if marked:
            self.ask_bulk(wish, marked)
        else:
            self.say(_NOTHING_FOR[wish.wish], is_problem=True)

    def _unsaved(self) -> tuple[PromptKey, ...]:
        """The prompts of the chosen repository with unsaved texts."""
        repo = self.screen.chosen_repo()
        return tuple(key for key in self.bridge.state.drafts if key.repo == repo)

    def _marked_things(self) -> tuple[Thing, ...]:
        """What is marked and can be deleted."""
        raise NotImplementedError

    def ask_bulk(self, wish: BulkWish, keys: tuple[Thing, ...]) -> None:
        """Do it to all of them after one question."""
        self.work_beside(partial(self._ask_bulk, wish, keys), group="answer")

    async def _ask_bulk(self, wish: BulkWish, keys: tuple[Thing, ...]) -> None:
        """One question for all; deleting needs their number typed."""
        from breadtui.ui.screens.transfer.file_paths import path_of  # noqa: PLC0415  when it is asked for
        from breadtui.ui.screens.words.lists import ONE_FILE_FORMS  # noqa: PLC0415  when it is asked for

        running = self.bridge.state.bulk
        if running is not None and running.is_running:
            self._show_outcomes()
        elif wish.wish is not Wish.EXPORT and self.commands is not None and self.commands.is_read_only:
            self.say(READ_ONLY, is_problem=True)
        elif wish.wish is Wish.CREATE and not self._has_repo(RepoName(wish.place)):
            self.say(f"there is no repository {wish.place}", is_problem=True)
        elif await self.app.push_screen_wait(await self._question(wish, keys)):
            place = str(path_of(wish.place)) if wish.wish is Wish.EXPORT else wish.place
            run = replace(bulk_run(wish.wish, place, keys), form=wish.form, is_one_file=wish.form in ONE_FILE_FORMS)
            self._run_bulk(run)
            self._show_outcomes()

    def _has_repo(self, name: RepoName) -> bool:
        return any(repo.name == name for repo in value_of(self.bridge.state.repos) or ())

    async def _question(self, wish: BulkWish, keys: tuple[Thing, ...]) -> ConfirmScreen | ConfirmByNameScreen:
        from breadtui.ui.present.bulk_lines import export_line, named_lines, saving_lines  # noqa: PLC0415  when it is asked for
        from breadtui.ui.screens.asking.confirm import ConfirmByNameScreen, ConfirmScreen  # noqa: PLC0415  when it is asked for
        from breadtui.ui.screens.transfer.file_paths import path_of  # noqa: PLC0415  when it is asked for
        from breadtui.ui.screens.words.lists import ONE_FILE, ONE_FILE_FORMS  # noqa: PLC0415  when it is asked for

        lines, count = named_lines(keys, self.screen.unseen_marks()), counted(keys)
        match wish.wish:
            case Wish.CREATE:
                lines.append("What is there under the same name is not overwritten.")
                return ConfirmScreen(f"Create {count} in {wish.place}?", lines, yes="create them")
            case Wish.SAVE:
                lines += saving_lines(self.bridge.state, keys)
                return ConfirmScreen(f"Save {count}?", lines, yes="save them")
            case Wish.EXPORT:
                lines.append(export_line(wish.form, ONE_FILE if wish.form in ONE_FILE_FORMS else ""))
                return ConfirmScreen(f"Write {count} to {path_of(wish.place)}?", lines, yes="write them")
            case Wish.DELETE:
                lines += await self._used_lines(keys)
                return ConfirmByNameScreen(f"Delete {count}?", lines, str(len(keys)), ask="Type how many are deleted")

    async def _used_lines(self, keys: tuple[Thing, ...]) -> list[str]:
        """Which of them are used, as far as the first one's repository and what was read before tell."""
        from breadtui.ui.present.bulk_lines import used_line  # noqa: PLC0415  when a question needs it
        from breadtui.ui.present.prompt.uses_words import UsesWalk  # noqa: PLC0415

        prompts = [key for key in keys if isinstance(key, PromptKey)]
        first = await self.screen.uses_lines(prompts[0], is_deleted=True)
        if len(prompts) == 1:
            return first
        walk = UsesWalk()
        used = [key.name for key in prompts if walk.uses(self.bridge.state, key).targets]
        return [used_line(used)] if used else ["No target seen so far uses one of them."]

    def _run_bulk(self, run: BulkRun) -> None:
        if self.commands is not None:
            write = file_writer(run) if run.wish is Wish.EXPORT else None
            self.screen.carry_out(partial(self.commands.bulk.run_bulk, run, write))

    def _show_outcomes(self) -> None:
        from breadtui.ui.screens.bulk.screen import BulkScreen  # noqa: PLC0415  when it is asked for

        self.app.push_screen(BulkScreen(self.bridge, self._run_bulk, self._stop_bulk), self._go_to_line)

    def _stop_bulk(self) -> None:
        """Begin nothing more of what goes on."""
        if self.commands is None or not self.commands.bulk.stop_bulk():
            self.say("nothing to stop: no bulk action is under way", is_problem=True)

    def _resume_bulk(self) -> None:
        """Go on with what was stopped, and with what failed."""
        run = self.bridge.state.bulk
        if run is not None and run.can_go_on:
            self._run_bulk(run.again())
            self._show_outcomes()
        else:
            self.say(
                "it still goes on" if run is not None and run.is_running else "nothing is left to go on with",
                is_problem=True,
            )

    def _go_to_line(self, what: Choice | None) -> None:
        if what is not None:
            self.screen.go_into(what)


def file_writer(run: BulkRun) -> WriteFile:
    """Writes prompts to the run's folder, which is made.

    Those of another repository than the first have it in their names, on the file and in it. What it writes with
    raises FileExistsError or another OSError, and ValueError for a text no file can hold.
    """
    from breadtui.ui.screens.words.lists import ONE_FILE  # noqa: PLC0415  when it is asked for

    folder, home = Path(run.place), run.lines[0].key.repo

    def name_of(key: PromptKey) -> str:
        return key.name if key.repo == home else f"{key.repo}_{key.name}"

    def write(texts: Texts) -> str:
        from breadtui.export.prompts.files import ENDINGS, PromptForm, Unwritable, write_prompts  # noqa: PLC0415  YAML
        from breadtui.ui.present.export_forms import file_name  # noqa: PLC0415  YAML

        form = PromptForm(run.form or PromptForm.JSON)
        name = ONE_FILE if run.is_one_file else file_name(name_of(texts[0][0]), ENDINGS[form])
        prompts = [replace(prompt, name=PromptName(name_of(key))) for key, prompt in texts]
        try:
            text = write_prompts(form, *prompts)
        except Unwritable as problem:
            raise ValueError(str(problem)) from problem
        folder.mkdir(parents=True, exist_ok=True)
        write_new(folder / name, text.encode(errors="backslashreplace"))
        return str(folder / name)

    return write
