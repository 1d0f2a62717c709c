"""The command line, the filter and the help: every action by a word."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on

from breadtui.domain.names import Phase, PromptName, RepoName
from breadtui.domain.query.queries import BadQuery
from breadtui.store.facts.remote import value_of
from breadtui.ui.screens.base.filtering import wrong_query
from breadtui.ui.screens.base.using import Using
from breadtui.ui.screens.base.writing import READ_ONLY
from breadtui.ui.screens.board.opening import BoardOpening
from breadtui.ui.screens.charts.charting import Charting
from breadtui.ui.screens.chat.opening import ChatOpening
from breadtui.ui.screens.downloads.downloading import Downloading
from breadtui.ui.screens.events.watching import WATCH_WORDS, Watching
from breadtui.ui.screens.explorer.acting import Acting
from breadtui.ui.screens.explorer.labelling import LABEL_WORDS, Labelling
from breadtui.ui.screens.explorer.listing import Listing
from breadtui.ui.screens.explorer.tree_wishes import TreeWishes
from breadtui.ui.screens.line.command_line import COMMAND, FILTER, CommandLine
from breadtui.ui.screens.looking.comparing import Comparing
from breadtui.ui.screens.looking.looking_back import LookingBack
from breadtui.ui.screens.looking.travelling import Travelling
from breadtui.ui.screens.monitor.monitoring import Monitoring
from breadtui.ui.screens.monitor.pausing import Pausing
from breadtui.ui.screens.prompt.siding import Siding
from breadtui.ui.screens.rows.opening import RowsOpening
from breadtui.ui.screens.starting.launching import Launching
from breadtui.ui.screens.starting.recreating import Recreating
from breadtui.ui.screens.sweep.sweeping import Sweeping
from breadtui.ui.screens.transfer.bgitting import BGIT_FORMS, Bgitting
from breadtui.ui.screens.transfer.copying import Copying
from breadtui.ui.screens.transfer.external_editor import ExternalEditing
from breadtui.ui.screens.transfer.file_paths import path_completions
from breadtui.ui.screens.transfer.importing import Importing
from breadtui.ui.screens.transfer.metrics_exporting import MetricsExporting
from breadtui.ui.screens.transfer.transcribing import Transcribing
from breadtui.ui.screens.words.charts import CHART_NAMES, chart_ends
from breadtui.ui.screens.words.commands import completions, parse
from breadtui.ui.screens.words.downloads import DOWNLOAD_NAMES
from breadtui.ui.screens.words.lists import BULK_FORMS
from breadtui.ui.screens.words.monitor import MONITOR_WORDS, monitor_completions
from breadtui.ui.screens.words.mutes import mute_completions, path_of
from breadtui.ui.screens.words.prompt import PROMPT_WORDS
from breadtui.ui.screens.words.table import Typed
from breadtui.ui.screens.words.target import NEW_TARGET
from breadtui.ui.themes import THEMES

_WRITES = frozenset(
    {"bake-from", "import", "save", "saveas", "new", "duplicate", "delete", "role", "replace", "start", "undo"}
)

NOT_HERE = "is no word of this screen"
_BULK_EXPORT = "bulk export "
_CALLS_EXPORT = "calls export "


class Commanding(
    TreeWishes,
    Acting,
    BoardOpening,
    Comparing,
    Copying,
    Watching,
    Transcribing,
    Travelling,
    Bgitting,
    MetricsExporting,
    Charting,
    Downloading,
    ExternalEditing,
    Importing,
    Listing,
    Pausing,
    Monitoring,
    LookingBack,
    Siding,
    Using,
    Launching,
    Recreating,
    RowsOpening,
    ChatOpening,
    Labelling,
    Sweeping,
):
    """What is typed after `:` and `/`, and what `?` lists."""

    def ask_line(self, text: str) -> None:
        """Open the command line with the beginning of a command."""
        self.line.ask(COMMAND, text)

    def action_command_line(self) -> None:
        """Type a command."""
        self.line.ask(COMMAND)

    def complete(self, prefix: str, text: str) -> tuple[str, ...]:
        """How a line may go on."""
        head, query = filter_part(prefix, text)
        if query is not None:
            return tuple(head + whole for whole in self.complete_filter(query))
        state = self.bridge.state
        if (file := file_part(text)) is not None:
            forms = completions(text, (), ()) if text.startswith(_BULK_EXPORT) else ()
            return (*forms, *(text[: len(text) - len(file)] + whole for whole in path_completions(file)))
        of_jobs = monitor_completions(text) or mute_completions(text, state.mutes, self._job_paths())
        is_export = text.startswith("export ")  # of more than charts here
        of_charts = self.complete_export(text) if is_export else chart_ends(text, self.plot.names()) or None
        if (own := of_jobs or of_charts or self._complete_own(head, text)) is not None:
            return own
        repos = [repo.name for repo in value_of(state.repos) or ()]
        bakes = (f"{repo}/{name}" for repo, lineage in state.lineages.items() for name in lineage.descents)
        return completions(text, repos, bakes)

    def _complete_own(self, head: str, text: str) -> tuple[str, ...] | None:
        """How a line of those words may go on that know more than names; None for the others."""
        if head.startswith(("tag ", "untag ")):
            return tag_ends(text, self.values_of("tag"))
        if head.startswith("saveas "):
            return self.save_names(text)
        if text.startswith("go "):
            return self.complete_go(text)
        if text.startswith("bgit "):
            return tuple(word for word in BGIT_FORMS if word.startswith(text) and word != text)
        if text.startswith("sweep "):
            return tuple(f"sweep {whole}" for whole in self.sweep_words(text.removeprefix("sweep ")))
        own = self.complete_new_target if head.startswith(NEW_TARGET) else self.complete_bake
        return self.complete_download(text) or self.complete_rows(text) or self.complete_chat(text) or own(text)

    def _job_paths(self) -> Iterable[str]:
        return sorted({path_of(key) for key in self.bridge.state.jobs})

    def wrong_in(self, prefix: str, text: str) -> BadQuery | None:
        """What is wrong in a line that holds a query, and where."""
        head, query = filter_part(prefix, text)
        problem = None if query is None else wrong_query(query)
        if problem is None:
            return None
        return BadQuery(len(head) + problem.at, problem.length, problem.sentence, is_unfinished=problem.is_unfinished)

    @on(CommandLine.Ended)
    def _ended(self, event: CommandLine.Ended) -> None:
        self.show_pane(self.filtered_pane())
        if event.prefix == FILTER:
            self.filter(event.text or "")
        elif event.text is not None:
            self.run_line(event.text)

    def run_line(self, line: str) -> None:
        """Do what a line says, or say what is wrong with it."""
        typed = self.understood(parse, line)
        if typed is None:
            return
        if typed.name in _WRITES and self.commands is not None and self.commands.is_read_only:
            self.say(READ_ONLY, is_problem=True)
            return
        if typed.name in LABEL_WORDS:
            self.label_by_word(typed.name, typed.rest)
        elif typed.name in MONITOR_WORDS:
            self._run_monitor(typed.name, typed.rest)
        elif typed.name in WATCH_WORDS:
            self.run_watch_word(typed)
        elif typed.name in CHART_NAMES:
            self.chart(typed)
        elif typed.name in DOWNLOAD_NAMES:
            self.run_download_word(typed)
        else:
            self._run(typed)

    def _run(self, typed: Typed) -> None:
        match typed.name:
            case "open" | "close" | "go" | "filter" | "find" | "refresh" | "rows":
                self._run_look(typed)
            case "history" | "undo" | "events" | "digest" | "calls" | "travel":
                self._run_past(typed)
            case "chain" | "compare" | "diff" | "export" | "plan" | "uses" | "sweep" | "bgit" | "json":
                self._run_lineage(typed)
            case "fold" | "unfold" | "checkpoints":
                self.shape_tree(typed.name, typed.rest)
            case word if word in _WRITES or word in PROMPT_WORDS or word in {"bulk", "discard", "editor"}:
                self._run_write(typed)
            case "actions":
                self.action_actions()
            case _:
                self._run_program(typed)

    def _run_program(self, typed: Typed) -> None:
        match typed.name:
            case "theme":
                self._set_theme(typed.rest)
            case "key":
                self.app.call_later(self.app.run_action, "ask_for_key")
            case "chat":
                self.chat(typed.rest)
            case "models":
                self.list_models()
            case "help" | "quit":
                self.app.call_later(self.app.run_action, typed.name)
            case word:
                self.say(f"'{word}' {NOT_HERE}", is_problem=True)

    def _run_lineage(self, typed: Typed) -> None:
        match typed.name:
            case "compare":
                self.compare(typed.rest)
            case "diff":
                self.diff(typed.rest)
            case "export":
                self.export(typed.rest)
            case "plan":
                self.do_plan(typed.rest)
            case "chain":
                self.do_chain(typed.rest)
            case "sweep":
                self.sweep(typed.rest)
            case "bgit":
                self.bgit(typed.rest)
            case "json":
                self.action_json()
            case _:
                self.action_uses()

    def _run_monitor(self, word: str, rest: str) -> None:
        match word:
            case "pause":
                self.action_pause()
            case "interval":
                self.do_interval(rest)
            case "poll":
                self.do_poll(rest)
            case _:
                self.do_monitor(word, rest)

    def _run_past(self, typed: Typed) -> None:
        match typed.name:
            case "undo":
                self.action_undo()
            case "events":
                self.events(typed.rest)
            case "digest":
                self.digest()
            case "calls":
                self.show_calls(typed.rest)
            case "travel":
                self.travel(typed.rest)
            case _:
                self.history(typed.rest)

    def _run_look(self, typed: Typed) -> None:
        match typed.name:
            case "open":
                self._open(RepoName(typed.rest))
            case "close":
                if (repo := RepoName(typed.rest) if typed.rest else self.chosen_repo()) is not None:
                    self.close_repo(repo)
            case "go" if typed.rest == "-":
                self.action_last_view()
            case "go":
                self.go(typed.rest)
            case "filter":
                self.filter(typed.rest)
            case "find":
                self.find(typed.rest)
            case "rows":
                self.read_rows(typed.rest)
            case _:
                self.refresh_facts(None if typed.rest == "all" else self.bridge.state.chosen)

    def _open(self, repo: RepoName) -> None:
        known = value_of(self.bridge.state.repos)
        if known is not None and repo not in {one.name for one in known}:
            self.go(repo)
            return
        self.open_repo(repo)
        self.repos.reveal(repo)
        self.choose(repo)

    def _run_write(self, typed: Typed) -> None:
        match typed.name:
            case "new" | "duplicate" | "delete" | "bulk":
                self.change_list(typed)
            case "bake-from":
                self.bake_from(typed.rest)
            case "start":
                self._start(typed.rest)
            case word if word in PROMPT_WORDS:
                self.change_prompt(typed)
            case "import":
                self.import_file(typed.rest)
            case "editor":
                self.edit_outside(typed.rest)
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
            self.save_as(key, PromptName(typed.rest))

    def _start(self, phase: str) -> None:
        if not phase:
            self.action_start_job()
        elif phase not in set(Phase):
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


def filter_part(prefix: str, text: str) -> tuple[str, str | None]:
    """A line cut where its query begins; no query in other lines."""
    if prefix == FILTER:
        return "", text
    head, blank, query = text.partition(" ")
    return (head + blank, query) if blank and head in {"filter", "find"} else (text, None)


def file_part(text: str) -> str | None:
    """What stands where a line names a file; None where it names none."""
    if text.startswith(_BULK_EXPORT):
        form, blank, folder = text.removeprefix(_BULK_EXPORT).partition(" ")
        return folder if blank and form in BULK_FORMS else text.removeprefix(_BULK_EXPORT)
    if text.startswith(_CALLS_EXPORT):
        return text.removeprefix(_CALLS_EXPORT)
    if form := next((form for form in BGIT_FORMS if text.startswith(form)), ""):
        return text.removeprefix(form)
    head, blank, rest = text.partition(" ")
    if head == "export":
        _, blank, rest = rest.partition(" ")
    return rest if blank and head in {"export", "import"} else None


def tag_ends(text: str, tags: Iterable[str]) -> tuple[str, ...]:
    """How the last word of a line may become a tag that there is."""
    typed = text.rpartition(" ")[2]
    return tuple(
        text[: len(text) - len(typed)] + tag for tag in tags if typed and tag.startswith(typed) and tag != typed
    )
