"""What is typed into the explorer's command line: what it means, what is wrong in it, and how it may go on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from breadtui.domain.names import Phase, PromptName, RepoName
from breadtui.domain.query.queries import BadQuery
from breadtui.store.facts.remote import value_of
from breadtui.ui.screens.base.filtering import wrong_query
from breadtui.ui.screens.base.writing import READ_ONLY
from breadtui.ui.screens.events.watching import WATCH_WORDS
from breadtui.ui.screens.explorer.labelling import LABEL_WORDS
from breadtui.ui.screens.line.command_line import FILTER
from breadtui.ui.screens.transfer.bgitting import BGIT_FORMS
from breadtui.ui.screens.transfer.file_paths import path_completions
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

if TYPE_CHECKING:
    from breadtui.ui.screens.explorer.topic_keys import TopicKeys

_WRITES = frozenset(
    {"bake-from", "import", "save", "saveas", "new", "duplicate", "delete", "role", "replace", "start", "undo"}
)

NOT_HERE = "is no word of this screen"
_BULK_EXPORT = "bulk export "
_CALLS_EXPORT = "calls export "


class Lines:
    """Lines of one explorer, which does what they say."""

    def __init__(self, screen: TopicKeys) -> None:
        self._screen = screen
        self._topics = screen.topics

    def complete(self, prefix: str, text: str) -> tuple[str, ...]:
        """How a line may go on."""
        head, query = filter_part(prefix, text)
        if query is not None:
            return tuple(head + whole for whole in self._screen.complete_filter(query))
        state = self._screen.bridge.state
        if (file := file_part(text)) is not None:
            forms = completions(text, (), ()) if text.startswith(_BULK_EXPORT) else ()
            return (*forms, *(text[: len(text) - len(file)] + whole for whole in path_completions(file)))
        of_jobs = monitor_completions(text) or mute_completions(text, state.mutes, self._job_paths())
        is_export = text.startswith("export ")  # of more than charts here
        of_charts = (
            self._screen.complete_export(text) if is_export else chart_ends(text, self._screen.plot.names()) or None
        )
        if (own := of_jobs or of_charts or self._complete_own(head, text)) is not None:
            return own
        repos = [repo.name for repo in value_of(state.repos) or ()]
        bakes = (f"{repo}/{name}" for repo, lineage in state.lineages.items() for name in lineage.descents)
        return completions(text, repos, bakes)

    def _complete_own(self, head: str, text: str) -> tuple[str, ...] | None:
        """How a line of those words may go on that know more than names; None for the others."""
        if head.startswith(("tag ", "untag ")):
            return tag_ends(text, self._screen.values_of("tag"))
        if head.startswith("saveas "):
            return self._screen.save_names(text)
        if text.startswith("go "):
            return self._screen.complete_go(text)
        if text.startswith("bgit "):
            return tuple(word for word in BGIT_FORMS if word.startswith(text) and word != text)
        if text.startswith("sweep "):
            return tuple(f"sweep {whole}" for whole in self._topics.sweeps.words(text.removeprefix("sweep ")))
        screen, topics = self._screen, self._topics
        own = topics.making.complete_new_target if head.startswith(NEW_TARGET) else topics.making.complete_bake
        return topics.downloads.complete(text) or screen.complete_rows(text) or topics.chats.complete(text) or own(text)

    def _job_paths(self) -> Iterable[str]:
        return sorted({path_of(key) for key in self._screen.bridge.state.jobs})

    def wrong_in(self, prefix: str, text: str) -> BadQuery | None:
        """What is wrong in a line that holds a query, and where."""
        head, query = filter_part(prefix, text)
        problem = None if query is None else wrong_query(query)
        if problem is None:
            return None
        return BadQuery(len(head) + problem.at, problem.length, problem.sentence, is_unfinished=problem.is_unfinished)

    def run(self, line: str) -> None:
        """Do what a line says, or say what is wrong with it."""
        typed = self._screen.understood(parse, line)
        if typed is None:
            return
        if typed.name in _WRITES and self._screen.commands is not None and self._screen.commands.is_read_only:
            self._screen.say(READ_ONLY, is_problem=True)
            return
        if typed.name in LABEL_WORDS:
            self._screen.label_by_word(typed.name, typed.rest)
        elif typed.name in MONITOR_WORDS:
            self._run_monitor(typed.name, typed.rest)
        elif typed.name in WATCH_WORDS:
            self._screen.run_watch_word(typed)
        elif typed.name in CHART_NAMES:
            self._screen.chart(typed)
        elif typed.name in DOWNLOAD_NAMES:
            self._topics.downloads.run(typed)
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
                self._screen.shape_tree(typed.name, typed.rest)
            case word if word in _WRITES or word in PROMPT_WORDS or word in {"bulk", "discard", "editor"}:
                self._run_write(typed)
            case "actions":
                self._screen.action_actions()
            case _:
                self._run_program(typed)

    def _run_program(self, typed: Typed) -> None:
        match typed.name:
            case "theme":
                self._set_theme(typed.rest)
            case "key":
                self._screen.app.call_later(self._screen.app.run_action, "ask_for_key")
            case "chat":
                self._topics.chats.chat(typed.rest)
            case "models":
                self._topics.chats.list_models()
            case "help" | "quit":
                self._screen.app.call_later(self._screen.app.run_action, typed.name)
            case word:
                self._screen.say(f"'{word}' {NOT_HERE}", is_problem=True)

    def _run_lineage(self, typed: Typed) -> None:
        match typed.name:
            case "compare":
                self._topics.boards.compare(typed.rest)
            case "diff":
                self._topics.comparisons.diff(typed.rest)
            case "export":
                self._screen.export(typed.rest)
            case "plan":
                self._screen.do_plan(typed.rest)
            case "chain":
                self._screen.do_chain(typed.rest)
            case "sweep":
                self._topics.sweeps.sweep(typed.rest)
            case "bgit":
                self._topics.bgit.run(typed.rest)
            case "json":
                self._screen.action_json()
            case _:
                self._screen.action_uses()

    def _run_monitor(self, word: str, rest: str) -> None:
        match word:
            case "pause":
                self._screen.action_pause()
            case "interval":
                self._screen.do_interval(rest)
            case "poll":
                self._screen.do_poll(rest)
            case _:
                self._screen.do_monitor(word, rest)

    def _run_past(self, typed: Typed) -> None:
        match typed.name:
            case "undo":
                self._screen.action_undo()
            case "events":
                self._screen.events(typed.rest)
            case "digest":
                self._screen.digest()
            case "calls":
                self._screen.show_calls(typed.rest)
            case "travel":
                self._topics.travels.travel(typed.rest)
            case _:
                self._topics.past.history(typed.rest)

    def _run_look(self, typed: Typed) -> None:
        match typed.name:
            case "open":
                self._open(RepoName(typed.rest))
            case "close":
                if (repo := RepoName(typed.rest) if typed.rest else self._screen.chosen_repo()) is not None:
                    self._screen.close_repo(repo)
            case "go" if typed.rest == "-":
                self._screen.action_last_view()
            case "go":
                self._screen.go(typed.rest)
            case "filter":
                self._screen.filter(typed.rest)
            case "find":
                self._screen.find(typed.rest)
            case "rows":
                self._screen.read_rows(typed.rest)
            case _:
                self._screen.refresh_facts(None if typed.rest == "all" else self._screen.bridge.state.chosen)

    def _open(self, repo: RepoName) -> None:
        known = value_of(self._screen.bridge.state.repos)
        if known is not None and repo not in {one.name for one in known}:
            self._screen.go(repo)
            return
        self._screen.open_repo(repo)
        self._screen.repos.reveal(repo)
        self._screen.choose(repo)

    def _run_write(self, typed: Typed) -> None:
        match typed.name:
            case "new" | "duplicate" | "delete" | "bulk":
                self._topics.lists.run(typed)
            case "bake-from":
                self._topics.making.bake_from(typed.rest)
            case "start":
                self._start(typed.rest)
            case word if word in PROMPT_WORDS:
                self._screen.change_prompt(typed)
            case "import":
                self._topics.imports.import_file(typed.rest)
            case "editor":
                self._topics.outside.edit(typed.rest)
            case _:
                self._run_save(typed)

    def _run_save(self, typed: Typed) -> None:
        key = self._screen.edited_key()
        if key is None or self._screen.commands is None:
            self._screen.say("no prompt is in the editor", is_problem=True)
        elif typed.name == "save":
            self._screen.save(key)
        elif typed.name == "discard":
            self._screen.discard(key)
        else:
            self._screen.save_as(key, PromptName(typed.rest))

    def _start(self, phase: str) -> None:
        if not phase:
            self._screen.action_start_job()
        elif phase not in set(Phase):
            self._screen.say("start stim, rollout or bake", is_problem=True)
        elif (key := self._screen.startable(phase)) is None:
            self._screen.say("choose a bake or a target to start", is_problem=True)
        else:
            self._screen.ask_start(key)

    def _set_theme(self, name: str) -> None:
        wanted = name if name.startswith("bread-") else f"bread-{name}"
        if wanted in {theme.name for theme in THEMES}:
            self._screen.app.theme = wanted
        else:
            self._screen.say(
                f"themes: {', '.join(theme.name.removeprefix('bread-') for theme in THEMES)}", is_problem=True
            )


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
