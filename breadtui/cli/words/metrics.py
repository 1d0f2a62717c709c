"""The words after `breadtui metrics`, and what they mean."""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from breadtui.cli.complaint import complain
from breadtui.commands import exits
from breadtui.config.settings import Settings
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.store.ports.service import BreadApi

if TYPE_CHECKING:
    from breadtui.commands.reading.metrics import Draw
    from breadtui.export.tables.metric_rows_text import MetricForm

ABOUT = """\
The training log of a bake: every row and key as the service has them, by step,
a repeated step once with its last values; or one metric as a plot. How many
rows were sent and written is told on stderr. With --stage the looks at a stim
or rollout of a target that this machine kept, by the same forms.

Without a form: a plot on a terminal, lines of JSON in a pipe; with -o what
FILE ends in (.csv, .json, .txt for a plot, .svg, .png), else lines of JSON.
With --watch the plot stays, grows with the log and has its keys; of several
bakes it shows all curves."""
_FORMS = {
    "json": "a list in JSON; what is not finite is null",
    "jsonl": "one JSON object a line",
    "csv": "a table for a spreadsheet; what is not finite is empty",
    "plot": "a plot as text, without colour; ASCII where the locale is not UTF-8",
    "svg": "a plot as a picture",
    "png": "the same as PNG, where Pillow is installed: the extra breadtui[png]",
}
_WATCH = "the plot alone, live, with its keys; enter goes on to the cockpit"
MOST_WATCHED = 8
_BY_ENDING = {".csv": "csv", ".json": "json", ".txt": "plot", ".svg": "svg", ".png": "png"}
_PLOTS = frozenset({"plot", "svg", "png"})
_LOG_OPTIONS = ("log", "linear", "along", "ema")
_SPELLED = {"along": "x"}
_NOT_OF_WATCH = ("stage", "output", "force", "width", "height")
_PLOT_OPTIONS = ("width", "height", "log", "linear", "metric", "along", "ema", "markers")


def add_metrics_words(
    parser: argparse.ArgumentParser,
    add_service: Callable[[argparse.ArgumentParser], None],
    place: Callable[[str], tuple[str, str]],
    whole: Callable[[int, int], Callable[[str], int]],
) -> None:
    """Add what can be said of metrics."""
    parser.add_argument("place", metavar="REPO/BAKE", type=place, help="a bake; with --stage a target")
    beside = "with --watch: up to seven others, whose curves are laid beside"
    parser.add_argument("beside", metavar="REPO/BAKE", nargs="*", default=[], type=place, help=beside)
    forms = parser.add_mutually_exclusive_group()
    for form, words in _FORMS.items():
        forms.add_argument(f"--{form}", dest="form", action="store_const", const=form, help=words)
    forms.add_argument("-w", "--watch", dest="form", action="store_const", const="watch", help=_WATCH)
    parser.set_defaults(form=None)
    stage = "how this stage of a target went instead, by the looks this machine kept (rows, pace, what was left)"
    parser.add_argument("--stage", choices=("stim", "rollout"), help=stage)
    plot = parser.add_argument_group("of the plot")
    plot.add_argument("--metric", metavar="NAME", help="which one (default: loss, or the first there is)")
    plot.add_argument("--width", metavar="N", type=whole(20, 1000), help="in cells (default: the terminal's, else 100)")
    plot.add_argument("--height", metavar="N", type=whole(4, 500), help="in lines, heading and values too (20)")
    scales = plot.add_mutually_exclusive_group()
    scales.add_argument("--log", action="store_true", help="powers of ten (by itself above two decades)")
    scales.add_argument("--linear", action="store_true", help="no powers of ten")
    plot.add_argument("--x", dest="along", choices=("step", "epoch", "time"), help="what lies along the bottom (step)")
    plot.add_argument("--ema", metavar="A", type=_share, help="average that keeps A (0 to below 1), raw values behind")
    plot.add_argument("--markers", choices=("braille", "block", "ascii"), help="what curves are drawn with, as text")
    parser.add_argument("-o", "--output", metavar="FILE", help="to a file, which is there once it is whole")
    parser.add_argument("--force", action="store_true", help="replace a file of that name")
    add_service(parser)


def misfit_of_watch(found: Namespace) -> str | None:
    """What a live plot has nothing to do with, as a sentence; None where all that was typed is of it."""
    if len(found.beside) >= MOST_WATCHED:
        return f"At most {MOST_WATCHED} bakes are watched in one plot."
    asked = next((name for name in _NOT_OF_WATCH if _is_asked(getattr(found, name))), None)
    return None if asked is None else f"--{asked} has no meaning with --watch: leave one of them out."


async def run_metrics(found: Namespace, settings: Settings, api: BreadApi, remark: Callable[[str], None]) -> int:
    """Do it; the exit code. Raises: BreadError."""
    from breadtui.commands.reading import metrics

    form = _form_of(found)
    if found.beside:
        return complain("Several bakes are watched with --watch, or held together by breadtui compare.", exits.USAGE)
    asked = next((name for name in _PLOT_OPTIONS if _is_asked(getattr(found, name))), None)
    if form not in _PLOTS and asked is not None:
        return complain(
            f"--{_SPELLED.get(asked, asked)} is of a plot: say --plot, --svg or --png, or leave it out.", exits.USAGE
        )
    if found.stage is not None:
        return await _run_stage(found, settings, form, remark)
    repo, name = found.place
    args = metrics.Arguments(
        key=JobKey(RepoName(repo), Phase.BAKE, name),
        how=_how(found, form),
        file=None if found.output is None else Path(found.output),
        is_forced=found.force,
    )
    return await metrics.run(api, settings, args, sys.stdout, tell=remark)


def _is_asked(value: object) -> bool:
    """An option was given, though it were 0 or empty."""
    return value is not None and value is not False


def _share(text: str) -> float:
    """A number from 0 to below 1. Raises: ArgumentTypeError."""
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0.0 <= share < 1.0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 0 to below 1")
    return share


async def _run_stage(found: Namespace, settings: Settings, form: str, remark: Callable[[str], None]) -> int:
    if (name := next((name for name in _LOG_OPTIONS if _is_asked(getattr(found, name))), None)) is not None:
        return complain(f"--{_SPELLED.get(name, name)} is of a training log: leave it out with --stage.", exits.USAGE)
    from breadtui.cli.words.metrics_stage import run_stage

    return await run_stage(found, settings, form, remark)


def _form_of(found: Namespace) -> str:
    """The form that was named, or the one that suits where it goes."""
    if found.form is not None:
        return str(found.form)
    if found.output is not None:
        return _BY_ENDING.get(Path(found.output).suffix.lower(), "jsonl")
    return "plot" if sys.stdout.isatty() else "jsonl"


def _how(found: Namespace, form: str) -> MetricForm | Draw:
    if form in _PLOTS:
        from breadtui.cli.words.metrics_plot import drawer

        return drawer(found, form)
    from breadtui.export.tables.metric_rows_text import MetricForm

    return MetricForm(form)
