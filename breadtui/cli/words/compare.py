"""The words after `breadtui compare`, and what they mean."""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from breadtui.cli.complaint import complain
from breadtui.commands import exits
from breadtui.config.settings import Settings
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.store.ports.service import BreadApi

ABOUT = """\
Two to eight bakes held against each other: the last, best and smoothed value of
a metric, the training time, the settings and prompts that differ, and what they
were taught to answer to the same question; their curves in one chart; or every
row of their logs. The first is the baseline. How many rows it rests on is told
on stderr.

Without a form: a table; with -o what FILE ends in (.json, .md, .csv, .jsonl,
.txt for a chart, .svg, .png)."""
_FORMS = {
    "json": "JSON for programs: exact figures and differences",
    "markdown": "a page of Markdown",
    "csv": "every row of every log, with the bake it is of",
    "jsonl": "the same, an object a line",
    "plot": "the curves as text, without colour; ASCII where the locale is not UTF-8",
    "svg": "the curves as a picture",
    "png": "the same as PNG, where Pillow is installed: the extra breadtui[png]",
}
_BY_ENDING = {
    ".json": "json",
    ".md": "markdown",
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".txt": "plot",
    ".svg": "svg",
    ".png": "png",
}
CHARTS = frozenset({"plot", "svg", "png"})
_LOGS = frozenset({"csv", "jsonl"})
_OF_CHARTS = ("width", "height", "log", "linear")


def add_compare_words(
    parser: argparse.ArgumentParser,
    add_service: Callable[[argparse.ArgumentParser], None],
    place: Callable[[str], tuple[str, str]],
    whole: Callable[[int, int], Callable[[str], int]],
) -> None:
    """Add what can be said of several bakes."""
    parser.add_argument("places", metavar="REPO/BAKE", nargs="+", type=place, help="two to eight bakes")
    forms = parser.add_mutually_exclusive_group()
    for form, words in _FORMS.items():
        forms.add_argument(f"--{form}", dest="form", action="store_const", const=form, help=words)
    parser.set_defaults(form=None)
    parser.add_argument("--metric", metavar="NAME", help="which one (default: loss, or the first there is)")
    parser.add_argument("--baseline", metavar="REPO/BAKE", type=place, help="which one the others are held against")
    axes = ("step", "epoch", "fraction", "time", "descent")
    parser.add_argument("--x", dest="along", choices=axes, default="step", help="what curves are laid along (step)")
    parser.add_argument("--smoothing", choices=("off", ".3", ".6", ".9"), default=".6", help="share that is kept (.6)")
    texts = parser.add_argument_group("of the texts, which are read as well")
    texts.add_argument(
        "--prompts",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="the prompts of each against the baseline's (Markdown and JSON have them anyway)",
    )
    texts.add_argument(
        "--answers",
        metavar="N",
        type=whole(1, 100),
        default=0,
        help="so many questions with the answers each was taught, those that most share first",
    )
    plot = parser.add_argument_group("of the chart as text")
    plot.add_argument("--width", metavar="N", type=whole(20, 1000), help="in cells (default: the terminal's, else 100)")
    plot.add_argument("--height", metavar="N", type=whole(4, 500), help="in lines, the heading too (20)")
    scales = plot.add_mutually_exclusive_group()
    scales.add_argument("--log", action="store_true", help="powers of ten (by itself above two decades)")
    scales.add_argument("--linear", action="store_true", help="no powers of ten")
    parser.add_argument("-o", "--output", metavar="FILE", help="to a file, which is there once it is whole")
    parser.add_argument("--force", action="store_true", help="replace a file of that name")
    add_service(parser)


async def run_compare(found: Namespace, settings: Settings, api: BreadApi, remark: Callable[[str], None]) -> int:
    """Do it; the exit code. Raises: BreadError."""
    from breadtui.cli.words.compare_text import renderer
    from breadtui.commands.reading import compare
    from breadtui.export.tables.metric_rows_text import MetricForm

    form = _form_of(found)
    asked = next((name for name in _OF_CHARTS if getattr(found, name)), None)
    if asked is not None and form not in CHARTS:
        return complain(f"--{asked} is of a chart: say --plot, --svg or --png, or leave it out.", exits.USAGE)
    keys = tuple(_bake(place) for place in found.places)
    if found.baseline is not None and _bake(found.baseline) not in keys:
        return complain("--baseline is none of the bakes that are compared.", exits.USAGE)
    if form in CHARTS | _LOGS and (found.prompts or found.answers):
        return complain(f"--{'prompts' if found.prompts else 'answers'} is of a table, a page or JSON.", exits.USAGE)
    file = None if found.output is None else Path(found.output)
    how = MetricForm(form) if form in _LOGS else renderer(found, form)
    has_prompts = form in {"json", "markdown"} if found.prompts is None else found.prompts
    args = compare.Arguments(keys, how, file, found.force, has_prompts, found.answers)
    return await compare.run(api, settings, args, sys.stdout, tell=remark)


def _form_of(found: Namespace) -> str:
    """The form that was named, or the one that the file ends in, else a table."""
    if found.form is not None or found.output is None:
        return str(found.form or "table")
    return _BY_ENDING.get(Path(found.output).suffix.lower(), "table")


def _bake(place: tuple[str, str]) -> JobKey:
    repo, name = place
    return JobKey(RepoName(repo), Phase.BAKE, name)
