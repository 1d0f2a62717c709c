"""The words after `breadtui label`, and the command joined from its rooms; the service is not asked."""

from __future__ import annotations

import argparse
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from breadtui.cli.complaint import complain
from breadtui.cli.joining import DEMO_ACCOUNT
from breadtui.commands import exits
from breadtui.config.settings import Settings

if TYPE_CHECKING:
    from breadtui.domain.labels.labels import Labels
    from breadtui.domain.query.queries import Query

Place = Callable[[str], tuple[str, str | None]]


def add_label_words(
    parser: argparse.ArgumentParser, add_service: Callable[[argparse.ArgumentParser], None], place: Place
) -> None:
    """Add what labels can be put on what."""
    from breadtui.commands.monitoring.label import KINDS

    parser.add_argument(
        "place", metavar="REPO[/NAME[/STEP]]", type=place, nargs="?", help="without it, everything that bears a label"
    )
    parser.add_argument("--kind", choices=KINDS, default="bake", help="what NAME is (default: bake)")
    stars, hiding = parser.add_mutually_exclusive_group(), parser.add_mutually_exclusive_group()
    stars.add_argument("--star", dest="star", action="store_true", default=None)
    stars.add_argument("--unstar", dest="star", action="store_false", help="take the star off")
    hiding.add_argument("--hide", dest="hide", action="store_true", default=None, help="leave it out of tree and jobs")
    hiding.add_argument("--unhide", dest="hide", action="store_false")
    parser.add_argument("--tag", metavar="TAG", action="append", default=[], help="may be given several times")
    parser.add_argument("--untag", metavar="TAG", action="append", default=[])
    parser.add_argument("--note", metavar="TEXT", help="an empty one takes the note away")
    parser.add_argument("--json", action="store_true", help="JSON for programs instead of text")
    add_service(parser)


def run_label(found: Namespace, settings: Settings) -> int:
    """Do it; the exit code."""
    from breadtui.commands.monitoring import label
    from breadtui.config.files import reason_of
    from breadtui.config.labels_file import LabelsFile, is_team_file, labels_path
    from breadtui.domain.labels.labels import LabelChange

    change = LabelChange(found.star, found.hide, tuple(found.tag), tuple(found.untag), note=found.note)
    wanted = None if change == LabelChange() else change
    if wanted is not None and found.place is None:
        return complain("say what to label: REPO or REPO/NAME.", exits.USAGE)
    path = labels_path(Path.cwd(), settings.folders.config, _account(settings))
    if not is_team_file(path) and settings.key is None and not settings.is_demo:
        reason = "whose labels are meant is told by the key; set BREAD_API_KEY, or make a folder .breadtui here."
        return complain(reason, exits.NOT_AUTHORISED)
    what = None if found.place is None else label.thing_named(found.place, found.kind)
    try:
        return label.run(LabelsFile(path), label.Arguments(what, wanted, found.json), sys.stdout, _remark)
    except OSError as problem:
        return complain(f"{path}: {reason_of(problem)}.", exits.USAGE)


def labels_asked_for(query: Query | None, settings: Settings) -> Labels | None:
    """What labels say, where the filter asks; else nothing is read. What cannot be read is told and says nothing."""
    if query is None:
        return None
    from breadtui.store.views.labelled import LABEL_FIELDS

    if not query.fields & LABEL_FIELDS:
        return None
    from breadtui.config.files import reason_of
    from breadtui.config.labels_file import LabelsFile, labels_path
    from breadtui.domain.labels.labels import labels_of

    path = labels_path(Path.cwd(), settings.folders.config, _account(settings))
    try:
        found = LabelsFile(path).read()
    except OSError as problem:
        _remark(f"{path}: {reason_of(problem)}.")
        return None
    for wrong in found.read.problems if found is not None else ():
        _remark(f"{path}, {wrong}.")
    return None if found is None else labels_of(found.read.labels)


def _remark(sentence: str) -> None:
    complain(sentence, exits.OK)


def _account(settings: Settings) -> str:
    from breadtui.config.folders import state_place
    from breadtui.journal.account import account_of

    if settings.is_demo:
        return DEMO_ACCOUNT
    if settings.key is None:
        return ""
    folder = state_place(settings.folders, os.environ).folder or settings.folders.state
    return account_of(folder, settings.base_url, settings.key)
