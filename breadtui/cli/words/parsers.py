"""The options of each command, and of the cockpit, which is what runs without one."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from breadtui import __version__
from breadtui.cli.words.filters import FILTER_HELP
from breadtui.cli.words.help_page import PAGE
from breadtui.cli.words.numbers import positive, seconds, whole
from breadtui.cli.words.places import job_place, place
from breadtui.cli.words.usage import Parser
from breadtui.commands import exits

_PLAN_FORMS = {
    "json": "JSON for programs instead of text",
    "yaml": "YAML as bgit keeps it in recipe.yml",
    "python": "a Python script on aibread, Bread's official client",
    "shell": "a bash script of curl calls, without the key",
}


class _CockpitParser(Parser):
    """The parser without a command, whose page is written by hand."""

    def format_help(self) -> str:
        return PAGE


def _parser(name: str, description: str, epilog: str = exits.TABLE) -> Parser:
    return Parser(
        prog=f"breadtui {name}",
        description=description,
        epilog=epilog,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def cockpit_parser() -> Parser:
    """What may be said where no command is."""
    parser = _CockpitParser(prog="breadtui", allow_abbrev=False)
    parser.add_argument("place", metavar="REPO[/NAME]", nargs="?", type=place)
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


def _blame_parser() -> Parser:
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


def _listing_parser(name: str, description: str) -> Parser:
    parser = _parser(name, description, epilog=f"{FILTER_HELP}\n\n{exits.TABLE}")
    parser.usage = f"breadtui {name} [REPO] [FILTER WORDS …] [options]"
    return parser


def _status_parser() -> Parser:
    parser = _listing_parser("status", "Repositories, and how many of their bakes run, are complete or failed.")
    _add_json(parser)
    parser.add_argument(
        "--oneline", action="store_true", help="one line for tmux; of bakes alone where no recorder runs"
    )
    _add_service(parser)
    return parser


def _tree_parser() -> Parser:
    parser = _listing_parser("tree", "Which bake descends from which, parents before children.")
    _add_forms(parser, "json", "mermaid", "dot")
    _add_service(parser)
    return parser


def _show_parser() -> Parser:
    parser = _parser("show", "One job as the service knows it now.")
    parser.add_argument("place", metavar="REPO/NAME", type=job_place, help="a bake, or a target with --phase")
    _add_phase(parser)
    _add_forms(parser, "json", "markdown")
    _add_service(parser)
    return parser


def _plan_parser() -> Parser:
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


def _prompt_parser() -> Parser:
    from breadtui.cli.words.prompt import add_prompt_words

    parser = _parser("prompt", "Prompts listed, written out, compared, saved and edited.")
    add_prompt_words(parser, _add_service, place)
    return parser


def _repo_parser() -> Parser:
    from breadtui.cli.words.repo import add_repo_words

    parser = _parser("repo", "Repositories made.")
    add_repo_words(parser, _add_service)
    return parser


def _journal_parser() -> Parser:
    from breadtui.cli.words.journal import add_journal_words

    parser = _parser("journal", "What was seen and when, as it is kept on this machine.")
    add_journal_words(parser, _add_service)
    return parser


def _events_parser() -> Parser:
    from breadtui.cli.words.journal import ABOUT_EVENTS, EVENTS_HELP, add_events_words

    parser = _parser("events", ABOUT_EVENTS, epilog=f"{EVENTS_HELP}\n\n{exits.TABLE}")
    parser.usage = "breadtui events [FILTER WORDS …] [--since 2h] [--last N] [options]"
    add_events_words(parser, _add_service)
    return parser


def _label_parser() -> Parser:
    from breadtui.cli.words.label import add_label_words

    parser = _parser("label", "Stars, hiding, tags, notes; in .breadtui/labels.toml where there is that folder.")
    add_label_words(parser, _add_service, place)
    return parser


def _rows_parser() -> Parser:
    from breadtui.cli.words.rows import ROWS_FILTER_HELP, add_rows_words

    parser = _parser("rows", "Rows of training data, page by page.", epilog=f"{ROWS_FILTER_HELP}\n{exits.TABLE}")
    add_rows_words(parser, _add_service, job_place, whole)
    return parser


def _metrics_parser() -> Parser:
    from breadtui.cli.words.metrics import ABOUT, add_metrics_words

    parser = _parser("metrics", ABOUT)
    add_metrics_words(parser, _add_service, job_place, whole)
    return parser


def _compare_parser() -> Parser:
    from breadtui.cli.words.compare import ABOUT, add_compare_words

    parser = _parser("compare", ABOUT)
    add_compare_words(parser, _add_service, job_place, whole)
    return parser


def _target_parser() -> Parser:
    from breadtui.cli.words.target import add_target_words

    parser = _parser("target", "Targets made from files.")
    add_target_words(parser, _add_service, job_place)
    return parser


def _bake_parser() -> Parser:
    from breadtui.cli.words.bake import add_bake_words

    parser = _parser("bake", "Bakes made from files.")
    add_bake_words(parser, _add_service, job_place)
    return parser


def _graph_parser() -> Parser:
    parser = _parser("graph", "What a bake was made from, or what uses it.")
    parser.add_argument("place", metavar="REPO/NAME", type=job_place, help="a bake, or what --kind says")
    parser.add_argument("--kind", choices=("bake", "target", "prompt"), default="bake", help="what it is")
    parser.add_argument("--used-by", action="store_true", help="what uses it, in all repositories")
    _add_forms(parser, "json", "mermaid", "dot")
    _add_service(parser)
    return parser


def _run_parser() -> Parser:
    from breadtui.cli.words.run import ABOUT, add_run_words

    parser = _parser("run", ABOUT)
    add_run_words(parser, job_place, seconds)
    _add_service(parser)
    return parser


def _download_parser() -> Parser:
    from breadtui.cli.words.download import ABOUT, add_download_words

    parser = _parser("download", ABOUT)
    add_download_words(parser, job_place, whole)
    _add_service(parser)
    return parser


def _record_parser() -> Parser:
    from breadtui.cli.words.record_page import add_record_words

    parser = _parser("record", "")
    add_record_words(parser, _add_service)
    return parser


def _wait_parser() -> Parser:
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


def _demo_server_parser() -> Parser:
    from breadtui.cli.words.demo import add_demo_words

    parser = _parser("demo-server", "Bread's API on this machine, made up; ends with ctrl+c or SIGTERM.")
    add_demo_words(parser, whole, positive)
    return parser


def _chat_parser() -> Parser:
    from breadtui.cli.words.chat import ABOUT, add_chat_words

    parser = _parser("chat", ABOUT)
    add_chat_words(parser, _add_service)
    return parser


def _models_parser() -> Parser:
    from breadtui.cli.words.chat import add_models_words

    parser = _parser("models", "What inference serves now: base models, then each repository's checkpoints.")
    add_models_words(parser, _add_service)
    return parser


def _doctor_parser() -> Parser:
    from breadtui.cli.words.doctor import ABOUT_DOCTOR, add_doctor_words

    parser = _parser("doctor", ABOUT_DOCTOR)
    add_doctor_words(parser, _add_service, place)
    return parser


def _keys_parser() -> Parser:
    from breadtui.cli.words.keys import ABOUT_KEYS, add_keys_words

    parser = _parser("keys", ABOUT_KEYS)
    add_keys_words(parser)
    return parser


def _notify_parser() -> Parser:
    from breadtui.cli.words.doctor import ABOUT_NOTIFY, add_notify_words

    parser = _parser("notify", ABOUT_NOTIFY)
    add_notify_words(parser)
    return parser


PARSERS: Mapping[str, Callable[[], Parser]] = {
    "plan": _plan_parser,
    "prompt": _prompt_parser,
    "rows": _rows_parser,
    "metrics": _metrics_parser,
    "compare": _compare_parser,
    "chat": _chat_parser,
    "models": _models_parser,
    "target": _target_parser,
    "bake": _bake_parser,
    "repo": _repo_parser,
    "events": _events_parser,
    "journal": _journal_parser,
    "label": _label_parser,
    "status": _status_parser,
    "tree": _tree_parser,
    "show": _show_parser,
    "graph": _graph_parser,
    "blame": _blame_parser,
    "run": _run_parser,
    "download": _download_parser,
    "wait": _wait_parser,
    "record": _record_parser,
    "doctor": _doctor_parser,
    "notify": _notify_parser,
    "keys": _keys_parser,
    "demo-server": _demo_server_parser,
}
