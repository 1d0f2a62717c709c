"""The command line as a person types it: what it may say, and one sentence where it says something else."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import NoReturn

from breadtui import __version__
from breadtui.cli.filter_words import FILTER_HELP, looks_like_filter, split_words
from breadtui.cli.help_page import PAGE
from breadtui.cli.number_words import positive, whole
from breadtui.commands import exits

COMMANDS = (
    *("status", "tree", "show", "graph", "blame", "plan", "prompt", "rows", "doctor", "notify"),
    *("target", "bake", "repo", "run", "wait", "record", "journal", "label", "demo-server"),
)
_FILTERED = frozenset({"status", "tree"})
_VALUED = ("--profile", "--base-url", "--repo", "--replay")
_KEY_OPTIONS = ("--key", "--api-key", "--apikey", "--token", "--bearer")
_LOOKS_LIKE_A_KEY = re.compile(r"(--[a-z-]+=)?(sk-[A-Za-z0-9_-]{16,}|Bearer .+)")
_DURATION = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?")
_LONGEST_SECONDS = 30 * 86_400


class UsageProblem(Exception):
    """The command line cannot be understood; the text is one sentence that repeats no value.

    `command` is the one whose --help says more.
    """

    def __init__(self, sentence: str, command: str = "breadtui") -> None:
        super().__init__(sentence)
        self.command = command


class _Parser(argparse.ArgumentParser):
    """A parser that raises its complaint instead of printing a page and leaving."""

    def error(self, message: str) -> NoReturn:
        raise UsageProblem(message, self.prog)


class _CockpitParser(_Parser):
    """The parser without a command, whose page is written by hand."""

    def format_help(self) -> str:
        return PAGE


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """What was typed, with `command` None for the cockpit.

    Raises: UsageProblem; SystemExit after --help and --version, which print.
    """
    command = command_of(argv)
    rest = list(argv)
    if command is None:
        _refuse_keys(rest)
        return _parsed(_cockpit_parser(), rest, None)
    rest.remove(command)
    if command != "demo-server":
        _refuse_keys(rest)
    if command not in _FILTERED:
        return _parsed(_PARSERS[command](), rest, command)
    options, words = split_words(rest)
    found = _parsed(_PARSERS[command](), options, command)
    found.place, found.filter = place_and_filter(words)
    return found


def command_of(argv: Sequence[str]) -> str | None:
    """The command among the words: the first that is neither an option nor an option's value, if it is one."""
    words = iter(argv)
    for word in words:
        if word == "--":
            return None
        if word in _VALUED:
            next(words, None)
        elif not word.startswith("-"):
            return word if word in COMMANDS else None
    return None


def place(text: str) -> tuple[str, str | None]:
    """`REPO`, `REPO/` or `REPO/BAKE` as repository and bake."""
    repo, _, bake = text.partition("/")
    if not repo:
        raise argparse.ArgumentTypeError("a place is REPO or REPO/BAKE")
    return repo, bake or None


def place_and_filter(words: Sequence[str]) -> tuple[tuple[str, str | None] | None, str]:
    """The repository, where the first word names one, and the filter that the other words make.

    Raises: UsageProblem where the first word cannot be a place.
    """
    if not words or looks_like_filter(words[0]):
        return None, " ".join(words)
    try:
        return place(words[0]), " ".join(words[1:])
    except argparse.ArgumentTypeError as problem:
        raise UsageProblem(str(problem)) from problem


def job_place(text: str) -> tuple[str, str]:
    """`REPO/BAKE` as repository and bake."""
    repo, name = place(text)
    if name is None:
        raise argparse.ArgumentTypeError("it takes REPO/BAKE, or REPO/NAME with an option that says of what")
    return repo, name


def seconds(text: str) -> float:
    """`2h`, `1h30m`, `45s` or plain seconds."""
    found = _DURATION.fullmatch(text.strip())
    if not text.strip() or found is None:
        raise argparse.ArgumentTypeError("a duration is written 2h, 1h30m, 45s or in seconds")
    days, hours, minutes, rest = (int(part or 0) for part in found.groups())
    return float(min(((days * 24 + hours) * 60 + minutes) * 60 + rest, _LONGEST_SECONDS))


def _parsed(parser: argparse.ArgumentParser, rest: list[str], command: str | None) -> argparse.Namespace:
    found, unknown = parser.parse_known_args(rest)
    for word in unknown:
        if word.startswith("-") and word != "-":
            raise UsageProblem(f"there is no option {word.partition('=')[0]!r}", parser.prog)
        raise UsageProblem("there is one word too many", parser.prog)
    found.command = command
    return found


def _refuse_keys(words: Sequence[str]) -> None:
    for word in words:
        if word.partition("=")[0].lower() in _KEY_OPTIONS:
            raise UsageProblem(
                "there is no option for the key, since other users would see it in the list of processes; "
                "set BREAD_API_KEY instead"
            )
        if _LOOKS_LIKE_A_KEY.fullmatch(word):
            raise UsageProblem(
                "one of the words looks like a key, which other users can see in the list of processes; set "
                "BREAD_API_KEY instead (a repository of such a name is written NAME/)"
            )


def _parser(name: str, description: str, epilog: str = exits.TABLE) -> _Parser:
    return _Parser(
        prog=f"breadtui {name}",
        description=description,
        epilog=epilog,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _cockpit_parser() -> _Parser:
    parser = _CockpitParser(prog="breadtui", allow_abbrev=False)
    parser.add_argument("place", metavar="REPO[/BAKE]", nargs="?", type=place)
    parser.add_argument("--repo", metavar="NAME")
    _add_service(parser)
    parser.add_argument("--read-only", action="store_true")
    parser.add_argument("--no-mouse", action="store_true")
    parser.add_argument("--no-poll", action="store_true")
    parser.add_argument("--no-bgit", action="store_true")
    parser.add_argument("--replay", metavar="FILE")
    parser.add_argument("--version", action="version", version=f"breadtui {__version__}")
    return parser


def _add_service(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="a made-up service in this process; needs no key")
    parser.add_argument("--profile", metavar="NAME", help="a profile of the configuration file")
    parser.add_argument("--base-url", metavar="URL", help="the service's address; empty is production")


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="JSON for programs instead of text")


def _blame_parser() -> _Parser:
    parser = _parser("blame", "Which bake of a line of descent taught each line of the teacher prompts.")
    parser.add_argument("place", metavar="REPO/BAKE", type=job_place, help="a bake")
    _add_json(parser)
    _add_service(parser)
    return parser


_FORMS = {
    "json": "JSON for programs instead of text",
    "mermaid": "a Mermaid flowchart",
    "dot": "a graph in Graphviz's language",
    "markdown": "all that is known of a bake, as a page",
}


def _add_forms(parser: argparse.ArgumentParser, *forms: str) -> None:
    group = parser.add_mutually_exclusive_group()
    for form in forms:
        group.add_argument(f"--{form}", dest="form", action="store_const", const=form, help=_FORMS[form])
    parser.set_defaults(form="text")


def _add_phase(parser: argparse.ArgumentParser) -> None:
    phases = ("stim", "rollout", "bake")
    parser.add_argument("--phase", choices=phases, default="bake", help="which job (default: bake)")


def _listing_parser(name: str, description: str) -> _Parser:
    parser = _parser(name, description, epilog=f"{FILTER_HELP}\n\n{exits.TABLE}")
    parser.usage = f"breadtui {name} [REPO] [FILTER WORDS …] [options]"
    return parser


def _status_parser() -> _Parser:
    parser = _listing_parser("status", "Repositories, and how many of their bakes run, are complete or failed.")
    _add_json(parser)
    parser.add_argument("--oneline", action="store_true", help="one line for tmux; from the recorder where one runs")
    _add_service(parser)
    return parser


def _tree_parser() -> _Parser:
    parser = _listing_parser("tree", "Which bake descends from which, parents before children.")
    _add_forms(parser, "json", "mermaid", "dot")
    _add_service(parser)
    return parser


def _show_parser() -> _Parser:
    parser = _parser("show", "One job as the service knows it now.")
    parser.add_argument("place", metavar="REPO/NAME", type=job_place, help="a bake, or a target with --phase")
    _add_phase(parser)
    _add_forms(parser, "json", "markdown")
    _add_service(parser)
    return parser


def _plan_parser() -> _Parser:
    parser = _parser("plan", "The steps that make a bake again: written out, checked, or run.")
    parser.add_argument("place", metavar="REPO/BAKE", type=job_place, help="the bake to make again")
    forms = parser.add_mutually_exclusive_group()
    for form, words in _PLAN_FORMS.items():
        forms.add_argument(f"--{form}", dest="form", action="store_const", const=form, help=words)
    parser.set_defaults(form="text")
    parser.add_argument("--check", action="store_true", help="how each step stands to the service")
    parser.add_argument("--dry-run", action="store_true", help="what a run would do; nothing is done")
    parser.add_argument("--run", action="store_true", help="run it; it may be run again, and finds what is there")
    parser.add_argument("--into", metavar="REPO", help="the repository to make it in (default: its own)")
    parser.add_argument(
        "--from", dest="from_step", metavar="N", type=whole(1, 1_000_000), default=1, help="begin with step N"
    )
    parser.add_argument("--yes", action="store_true", help="run without a question")
    _add_service(parser)
    return parser


def _prompt_parser() -> _Parser:
    from breadtui.cli.prompt_arguments import add_prompt_words

    parser = _parser("prompt", "Prompts listed, written out, compared, saved and edited.")
    add_prompt_words(parser, _add_service, place)
    return parser


def _repo_parser() -> _Parser:
    from breadtui.cli.repo_arguments import add_repo_words

    parser = _parser("repo", "Repositories made.")
    add_repo_words(parser, _add_service)
    return parser


def _journal_parser() -> _Parser:
    from breadtui.cli.journal_command import add_journal_words

    parser = _parser("journal", "What was seen and when, as it is kept on this machine.")
    add_journal_words(parser, _add_service)
    return parser


def _label_parser() -> _Parser:
    from breadtui.cli.label_arguments import add_label_words

    parser = _parser("label", "Stars, hiding, tags and notes; in .breadtui/labels.toml where there is that folder.")
    add_label_words(parser, _add_service, place)
    return parser


def _rows_parser() -> _Parser:
    from breadtui.cli.rows_arguments import ROWS_FILTER_HELP, add_rows_words

    parser = _parser("rows", "Rows of training data, page by page.", epilog=f"{ROWS_FILTER_HELP}\n{exits.TABLE}")
    add_rows_words(parser, _add_service, job_place, whole)
    return parser


def _target_parser() -> _Parser:
    from breadtui.cli.target_arguments import add_target_words

    parser = _parser("target", "Targets made from files.")
    add_target_words(parser, _add_service, job_place)
    return parser


def _bake_parser() -> _Parser:
    from breadtui.cli.bake_arguments import add_bake_words

    parser = _parser("bake", "Bakes made from files.")
    add_bake_words(parser, _add_service, job_place)
    return parser


def _graph_parser() -> _Parser:
    parser = _parser("graph", "What a bake was made from, or what uses it.")
    parser.add_argument("place", metavar="REPO/NAME", type=job_place, help="a bake, or what --kind says")
    parser.add_argument("--kind", choices=("bake", "target", "prompt"), default="bake", help="what it is")
    parser.add_argument("--used-by", action="store_true", help="what uses it, in all repositories")
    _add_forms(parser, "json", "mermaid", "dot")
    _add_service(parser)
    return parser


def _run_parser() -> _Parser:
    from breadtui.cli.run_arguments import ABOUT, add_run_words

    parser = _parser("run", ABOUT)
    add_run_words(parser, job_place, seconds)
    _add_service(parser)
    return parser


def _record_parser() -> _Parser:
    from breadtui.cli.record_words import add_record_words

    parser = _parser("record", "")
    add_record_words(parser, _add_service)
    return parser


def _wait_parser() -> _Parser:
    parser = _parser("wait", "Wait until jobs are complete or failed. Of a target: its stim, then its rollout.")
    parser.add_argument("places", metavar="REPO/NAME", nargs="+", type=job_place, help="bakes and targets")
    phases = ("stim", "rollout", "bake")
    parser.add_argument("--phase", choices=phases, help="which job (default: what the name stands for)")
    parser.add_argument("--timeout", metavar="TIME", type=seconds, help="give up after 2h, 90m, 45s … (default: never)")
    parser.add_argument(
        "--every", metavar="TIME", type=seconds, help="ask this often (default: stim 5s, rollout 10s, bake 30s)"
    )
    parser.add_argument(
        "--json", action="store_true", help="one JSON object a line for each change; the last is the outcome"
    )
    _add_service(parser)
    return parser


def _demo_server_parser() -> _Parser:
    from breadtui.cli.demo_arguments import add_demo_words

    parser = _parser("demo-server", "Bread's API on this machine, made up; ends with ctrl+c or SIGTERM.")
    add_demo_words(parser, whole, positive)
    return parser


def _doctor_parser() -> _Parser:
    from breadtui.cli.doctor_arguments import ABOUT_DOCTOR, add_doctor_words

    parser = _parser("doctor", ABOUT_DOCTOR)
    add_doctor_words(parser, _add_service, place)
    return parser


def _notify_parser() -> _Parser:
    from breadtui.cli.doctor_arguments import ABOUT_NOTIFY, add_notify_words

    parser = _parser("notify", ABOUT_NOTIFY)
    add_notify_words(parser)
    return parser


_PLAN_FORMS = {
    "json": "JSON for programs instead of text",
    "yaml": "YAML as bgit keeps it in recipe.yml",
    "python": "a Python script on aibread, Bread's official client",
    "shell": "a bash script of curl calls, without the key",
}
_PARSERS = {
    "plan": _plan_parser,
    "prompt": _prompt_parser,
    "rows": _rows_parser,
    "target": _target_parser,
    "bake": _bake_parser,
    "repo": _repo_parser,
    "journal": _journal_parser,
    "label": _label_parser,
    "status": _status_parser,
    "tree": _tree_parser,
    "show": _show_parser,
    "graph": _graph_parser,
    "blame": _blame_parser,
    "run": _run_parser,
    "wait": _wait_parser,
    "record": _record_parser,
    "doctor": _doctor_parser,
    "notify": _notify_parser,
    "demo-server": _demo_server_parser,
}
