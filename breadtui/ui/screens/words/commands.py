"""The words of the command line: what may be typed after `:`, what it means, and how a beginning may go on."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from breadtui.domain.prompt.templates import TEMPLATES
from breadtui.ui.screens.words.charts import CHART_WORDS
from breadtui.ui.screens.words.downloads import DOWNLOAD_WORDS
from breadtui.ui.screens.words.lists import bulk_completions, new_completions
from breadtui.ui.screens.words.plan import plan_completions
from breadtui.ui.screens.words.table import (
    NotUnderstood,
    Typed,
    Word,
    by_spelling,
    head_and_rest,
    lines_from,
    names_from,
)

WORDS: tuple[Word, ...] = (
    Word("open", "REPO", "open a repository in the tree"),
    Word("close", "[REPO]", "close a repository: nothing is asked about it any more"),
    Word(
        "go",
        "REPO[/[prompt/|target/]NAME]|-",
        "go to a repository, bake, target or prompt, also by its name alone; - to what was looked at before",
    ),
    Word("save", "", "save the prompt in the editor", ("w", "write")),
    Word("saveas", "NAME", "save the prompt in the editor under a new name"),
    Word("discard", "", "give up the unsaved text of the prompt in the editor"),
    Word("role", "system|user|assistant|tool", "give the message in the editor this role, or any other"),
    Word("lint", "", "what is probably wrong in the prompt in the editor, each with its place", ("check",)),
    Word("raw", "json|yaml", "the whole prompt in the editor as text to edit; JSON where none is named"),
    Word("tools", "", "the tools of the prompt in the editor as JSON to edit"),
    Word("replace", "OLD NEW", "put other words in the place of these in every message of the prompt in the editor"),
    Word(
        "new",
        f"[prompt] NAME [--from {'|'.join(template.name for template in TEMPLATES)}]|repo [NAME [BASE_MODEL]]"
        "|target|bake [NAME] [--from TEMPLATE]",
        "a new prompt in the chosen repository, blank or from a template; or a new repository, target or bake",
    ),
    Word(
        "bulk",
        "save|create-into REPO|export [FORM] FOLDER|delete|stop|resume",
        "the same with everything that is marked: prompts, for deletion targets and bakes too; save: all unsaved texts",
    ),
    Word("bake-from", "[PATH]", "a bake that goes on from a model, or over the chosen target"),
    Word("duplicate", "[NAME]", "a new prompt, target or bake with all that the chosen one has", ("dup",)),
    Word("editor", "[markdown|json|yaml]", "edit the prompt in $VISUAL or $EDITOR, and take back what you wrote"),
    Word("delete", "", "delete the chosen prompt, target or bake, after its name is typed; of several marked, all"),
    Word("history", "[[REPO/]NAME]", "the versions of a prompt: read, compare, restore", ("versions",)),
    Word("undo", "", "undo the last save, replacing or deletion, after showing what that changes"),
    Word("start", "[stim|rollout|bake]", "start what is chosen, after a question", ("run",)),
    Word("watch", "[REPO/NAME]", "be told when what is marked or chosen settles, stalls or diverges"),
    Word("unwatch", "[REPO/NAME|all]", "be told no longer"),
    Word(
        "mute",
        "[RULE [REPO/NAME|all]]",
        "tell no more what a rule of the doctor finds of what is chosen, named, or of all; alone what is muted",
    ),
    Word("unmute", "[RULE [REPO/NAME|all]|all]", "tell it again; all: every rule of every job"),
    Word("notify", "", "send a test notification by every way that works here, and say which"),
    Word("doctor", "", "what is amiss with jobs, each with its evidence; mute what you know"),
    Word(
        "chain",
        "[BAKE …] [--download]|stop|resume|forget",
        "stims, rollouts, bakes of what is marked or chosen, one by one",
    ),
    Word("actions", "", "everything that can be done with what is chosen"),
    Word("filter", "WORDS", "filter the focused pane"),
    Word("find", "[WORDS]", "search everything: names, prompt texts, errors, rows"),
    Word("tag", "TAG …", "give what is marked or chosen a tag; it is kept here, not at the service"),
    Word("untag", "[TAG …]", "take a tag from what is marked or chosen, or all"),
    Word("star", "[on|off]", "star what is marked or chosen, or take the star off"),
    Word("hide", "", "leave what is marked or chosen out of tree and jobs; the service is not told"),
    Word("unhide", "[[REPO/]NAME]", "take what is marked, chosen or named out of hiding"),
    Word("hidden", "", "show hidden things dimmed, or leave them out again"),
    Word("note", "[TEXT]", "a note on what is marked or chosen; without a text the one there is, - takes it away"),
    Word("labels", "", "how many stars, hidden things, tags and notes there are, and in which file"),
    Word("compare", "[REPO/BAKE …|descent]", "two to eight bakes, the marked ones, or a line of descent, on one board"),
    Word("diff", "[REPO/NAME] [REPO/NAME]", "compare two, one with its parent, or what is marked"),
    Word(
        "plan",
        "check|run|stop|resume [--into REPO] [--from N]",
        "hold the plan of the chosen bake against a repository, or run it",
    ),
    Word("sweep", "[FIELD=V1,V2,…] …", "many bakes from the chosen one, as a sheet with a row each"),
    Word("rows", "[stim|rollout] [REPO/TARGET]", "read every question and answer", ("output",)),
    Word("chat", "[MODEL …]", "talk to models side by side, up to four; to the chosen bake beside its parent"),
    Word("models", "", "what can be talked to now, by repository"),
    Word("bgit", "[import|export [FILE]]", "the branches of a bgit folder; make what input.yml asks for, or write one"),
    Word("json", "", "read what is known of the chosen thing as JSON"),
    Word("uses", "", "what uses the chosen prompt, target or bake"),
    Word(
        "export",
        "mermaid|dot|json|yaml|python|shell|markdown|openai|bgit|csv|jsonl|plot|svg|png [FILE]",
        "write a lineage, graph, plan, bake, prompt or metrics",
    ),
    Word("import", "FILE", "prompts of a JSON, YAML or Markdown file as unsaved texts; nothing is sent"),
    Word("fold", "all", "fold the tree to the first bake of each line of descent"),
    Word("unfold", "all", "unfold everything in the open repositories"),
    Word("checkpoints", "all|none", "show the checkpoints of bakes as rows of the tree"),
    Word("sort", "[state|name|progress|loss|eta|changed|repo [up|down]|reverse]", "order the jobs by a column"),
    Word(
        "group",
        "[off|repo|pipeline]",
        "jobs in blocks: by repository, or stim, rollout and bakes of one target",
        ("blocks",),
    ),
    Word("columns", "[NAME …|usual]", "choose the columns of the jobs for this width"),
    Word("dismiss", "[all|none]", "list a settled job no longer, or all of them; none lists them again"),
    Word("pause", "", "freeze the view while recording goes on; again, show all that came"),
    Word("interval", "[KIND SECONDS]", "how often what is asked: stim, rollout, bake, metrics, overview …"),
    Word("poll", "[on|off]", "off: nothing is asked of the service unless by hand"),
    Word("refresh", "[all]", "ask again about what is chosen"),
    Word("events", "[WORDS]", "all that happened, newest first; filter by what:failed, by:elsewhere, repo:NAME"),
    Word("digest", "", "what happened while you were away, or in the last day"),
    Word("travel", "[09:14|2026-11-28 09:14|-2h]", "the screen as it was at an earlier minute, from the journal"),
    Word(
        "calls", "[export [FILE]]", "every call made to the service; export: as Markdown or HAR, nothing secret in it"
    ),
    *CHART_WORDS,
    *DOWNLOAD_WORDS,
    Word("theme", "dark|light|mono", "change the colours"),
    Word("key", "", "paste another API key"),
    Word("help", "", "the keys that are valid now"),
    Word("quit", "", "leave; unsaved texts are kept", ("q", "q!", "wq", "exit")),
)
_BY_NAME = by_spelling(WORDS)
_NEED_WORDS = frozenset({"export", "import", "open", "plot", "go", "saveas", "new", "replace", "role", "tag", "theme"})


def parse(line: str) -> Typed | None:
    """The command in a line, None for an empty one; `REPO/NAME` alone goes there.

    Raises: NotUnderstood with a sentence.
    """
    head, rest = head_and_rest(line)
    if not head:
        return None
    word = _BY_NAME.get(head)
    if word is None:
        if "/" in head and not rest:
            return parse(f"go {head}")
        raise NotUnderstood(f"no command '{head}'; {_nearest(head)}")
    if word.name in _NEED_WORDS and not rest:
        raise NotUnderstood(f"'{word.name}' wants {word.follows}")
    if word.name == "go" and rest.startswith("/"):
        raise NotUnderstood("a path begins with a repository: REPO/NAME")
    return Typed(word.name, rest)


def completions(line: str, repos: Iterable[str], bakes: Iterable[str]) -> tuple[str, ...]:
    """Whole lines that `line` may become; `bakes` are `repo/bake` paths."""
    head, blank, rest = line.partition(" ")
    if not blank:
        return names_from(WORDS, head)
    word = _BY_NAME.get(head)
    if word is None:
        return ()
    if word.name == "plan":
        return tuple(f"{head} {value}" for value in plan_completions(rest, repos))
    if word.name == "bulk":
        return tuple(f"{head} {value}" for value in bulk_completions(rest, repos))
    if word.name == "new":
        return tuple(f"{head} {value}" for value in new_completions(rest))
    if word.name in {"compare", "diff"}:
        first, second, rest = rest.rpartition(" ")
        head += f" {first}" if second else ""
    return lines_from(head, rest, _values(word, repos, bakes))


def _values(word: Word, repos: Iterable[str], bakes: Iterable[str]) -> Iterable[str]:
    match word.name:
        case "open" | "close":
            return repos
        case "go" | "compare" | "diff" | "watch" | "unwatch":
            return (*repos, *bakes) if word.name == "go" else bakes
        case "chain":
            return ("stop", "resume", "forget", "--download", *(path.partition("/")[2] for path in bakes))
        case "editor" | "raw" | "role" | "star" | "start" | "refresh" | "theme" | "fold" | "unfold" | "checkpoints":
            return word.follows.strip("[]").split("|")
        case "export":
            return word.follows.removesuffix(" [FILE]").split("|")
        case _:
            return ()


def _nearest(head: str) -> str:
    near = get_close_matches(head.lower(), _BY_NAME, n=3)
    names = dict.fromkeys(_BY_NAME[spelling].name for spelling in near)
    return f"did you mean {' or '.join(names)}?" if names else "? lists what there is"
