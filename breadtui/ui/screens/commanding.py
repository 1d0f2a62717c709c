"""The command line, the filter and the help: every action by a word."""

from __future__ import annotations

from functools import partial

from textual import on, work
from textual.getters import query_one

from breadtui.domain.names import JobKey, Phase, PromptName, RepoName
from breadtui.store.remote import value_of
from breadtui.ui.panes.job_table import JobTable
from breadtui.ui.panes.repo_tree import RepoTree
from breadtui.ui.screens.available import available_actions
from breadtui.ui.screens.command_line import CommandLine
from breadtui.ui.screens.command_words import NotUnderstood, Typed, completions, parse
from breadtui.ui.screens.help import HelpScreen
from breadtui.ui.screens.layout import Pane
from breadtui.ui.screens.writing import READ_ONLY, Writing
from breadtui.ui.themes import THEMES

_WRITES = frozenset({"save", "saveas", "new", "delete", "start"})
FILTER = "/"
COMMAND = ":"


class Commanding(Writing):
    """What is typed after `:` and `/`, and what `?` lists."""

    line = query_one(CommandLine)

    def filtered_pane(self) -> Pane:
        """The pane that a filter applies to."""
        raise NotImplementedError

    def ask_line(self, text: str) -> None:
        """Open the command line with the beginning of a command."""
        self.line.ask(COMMAND, text)

    def action_command_line(self) -> None:
        """Type a command."""
        self.line.ask(COMMAND)

    def action_filter(self) -> None:
        """Filter the rows of the focused pane."""
        self.line.ask(FILTER, self._filtered().filter_text)

    def filter(self, text: str) -> None:
        """Leave the rows of the focused pane that hold these words; empty text shows all."""
        self._filtered().filter(text)
        self.retitle()

    def clear_filter(self) -> bool:
        """Show all rows of the focused pane again; False where none were hidden."""
        if not self._filtered().filter_text:
            return False
        self.filter("")
        return True

    def retitle(self) -> None:
        """Say counts and filters in the rules above the lists."""
        raise NotImplementedError

    def _filtered(self) -> RepoTree | JobTable:
        return self.jobs if self.filtered_pane() is Pane.JOBS else self.repos

    @work(group="help")
    async def action_help(self) -> None:
        """List the keys that are valid now; run the one that is chosen."""
        action = await self.app.push_screen_wait(HelpScreen(available_actions(self)))
        if action is not None:
            await self.app.run_action(action.action, default_namespace=action.node)

    def complete(self, line: str) -> tuple[str, ...]:
        """How a line may go on."""
        state = self.bridge.state
        repos = [repo.name for repo in value_of(state.repos) or ()]
        bakes = (f"{repo}/{name}" for repo, lineage in state.lineages.items() for name in lineage.descents)
        return completions(line, repos, bakes)

    @on(CommandLine.Grew)
    def _grew(self, event: CommandLine.Grew) -> None:
        if event.prefix == FILTER:
            self.filter(event.text)

    @on(CommandLine.Ended)
    def _ended(self, event: CommandLine.Ended) -> None:
        self.show_pane(self.filtered_pane())
        if event.prefix == FILTER:
            self.filter(event.text or "")
        elif event.text is not None:
            self.run_line(event.text)

    def run_line(self, line: str) -> None:
        """Do what a line says, or say what is wrong with it."""
        try:
            typed = parse(line)
        except NotUnderstood as problem:
            self.say(str(problem), is_problem=True)
            return
        if typed is None:
            return
        if typed.name in _WRITES and self.commands is not None and self.commands.is_read_only:
            self.say(READ_ONLY, is_problem=True)
            return
        self._run(typed)

    def _run(self, typed: Typed) -> None:
        match typed.name:
            case "open" | "close" | "go" | "filter" | "refresh":
                self._run_look(typed)
            case "save" | "saveas" | "discard" | "new" | "delete" | "start":
                self._run_write(typed)
            case "theme":
                self._set_theme(typed.rest)
            case "calls":
                self.show_pane(Pane.TRANSCRIPT)
            case "key":
                self.app.call_later(self.app.run_action, "ask_for_key")
            case "help":
                self.action_help()
            case _:
                self.app.call_later(self.app.run_action, "quit")

    def _run_look(self, typed: Typed) -> None:
        match typed.name:
            case "open":
                self.open_repo(RepoName(typed.rest))
                self.repos.reveal(RepoName(typed.rest))
            case "close":
                if (repo := RepoName(typed.rest) if typed.rest else self.chosen_repo()) is not None:
                    self.close_repo(repo)
            case "go":
                self.go(typed.rest)
            case "filter":
                self.filter(typed.rest)
            case _:
                self.refresh_facts(None if typed.rest == "all" else self.bridge.state.chosen)

    def go(self, path: str) -> None:
        """Go to a repository or `REPO/BAKE`, opening the repository where it is closed."""
        repo, slash, bake = path.partition("/")
        what = JobKey(RepoName(repo), Phase.BAKE, bake) if slash else RepoName(repo)
        self._go(what)

    @work(group="go", exclusive=True)
    async def _go(self, what: RepoName | JobKey) -> None:
        repo = what.repo if isinstance(what, JobKey) else what
        if self.commands is not None and repo not in self.bridge.state.opened:
            await self.commands.open_repo(repo)
        if self.repos.reveal(what):
            self.choose(what)
        else:
            place = what.name if isinstance(what, JobKey) else what
            self.say(f"there is no {place}", is_problem=True)

    def _run_write(self, typed: Typed) -> None:
        match typed.name:
            case "new":
                self.new_prompt(typed.rest)
            case "delete":
                self.delete_chosen()
            case "start":
                self._start(typed.rest)
            case _:
                self._run_save(typed)

    def _run_save(self, typed: Typed) -> None:
        key = self.edited_key()
        if key is None or self.commands is None:
            self.say("no prompt is in the editor", is_problem=True)
        elif typed.name == "save":
            self.save(key)
        elif typed.name == "discard":
            self.discard(key)
        else:
            self._write(partial(self.commands.save_prompt_as, key, PromptName(typed.rest)))

    def _start(self, phase: str) -> None:
        if phase and phase not in set(Phase):
            self.say("start stim, rollout or bake", is_problem=True)
        elif (key := self.startable(phase)) is None:
            self.say("choose a bake or a target to start", is_problem=True)
        else:
            self.ask_start(key)

    def _set_theme(self, name: str) -> None:
        wanted = name if name.startswith("bread-") else f"bread-{name}"
        if wanted in {theme.name for theme in THEMES}:
            self.app.theme = wanted
        else:
            self.say(f"themes: {', '.join(theme.name.removeprefix('bread-') for theme in THEMES)}", is_problem=True)
