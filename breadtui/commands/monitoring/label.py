"""`breadtui label`: stars, hiding, tags and notes, read and changed in their file; the service is not asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TextIO

from breadtui.commands import exits
from breadtui.commands.outcome.writing import put_columns, put_json
from breadtui.config.labels_file import LabelsFile
from breadtui.domain.json_values import Json
from breadtui.domain.labels.labels import NO_LABEL, CheckpointKey, Label, LabelChange, Labelled, tag_problem
from breadtui.domain.labels.places import path_of, words_of
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.values import dataclass

KINDS = ("bake", "prompt", "target", "stim", "rollout")


@dataclass(frozen=True, slots=True)
class Arguments:
    """Of what, None for everything that bears a label; and what is to be otherwise, None to read."""

    what: Labelled | None = None
    change: LabelChange | None = None
    is_json: bool = False


def thing_named(place: tuple[str, str | None], kind: str) -> Labelled:
    """What `REPO`, `REPO/NAME` or `REPO/BAKE/STEP` means; a name that ends in a number's step is a checkpoint."""
    repo, name = RepoName(place[0]), place[1]
    if name is None:
        return repo
    match kind:
        case "prompt":
            return PromptKey(repo, PromptName(name))
        case "target":
            return TargetKey(repo, TargetName(name))
        case "bake":
            bake, _, step = name.rpartition("/")
            is_step = bool(bake) and step.isascii() and step.isdigit()
            return CheckpointKey(repo, BakeName(bake), int(step)) if is_step else JobKey(repo, Phase.BAKE, name)
        case _:
            return JobKey(repo, Phase(kind), name)


def run(file: LabelsFile, args: Arguments, out: TextIO, tell: Callable[[str], None]) -> int:
    """Change what is to be changed, then write what the file says. Raises: OSError."""
    change = args.change
    if change is not None and args.what is not None:
        problem = next((told for tag in change.added if (told := tag_problem(tag)) is not None), None)
        if problem is not None:
            tell(f"{problem}.")
            return exits.USAGE
        file.change({args.what: change})
    found = file.read()
    read = found.read if found is not None else None
    for problem in read.problems if read is not None else ():
        tell(f"{file.path}, {problem}.")
    labels: Mapping[Labelled, Label] = read.labels if read is not None else {}
    if args.what is not None:
        labels = {args.what: labels.get(args.what, NO_LABEL)}
    if args.is_json:
        put_json(out, _one(args.what, labels[args.what]) if args.what is not None else _all(labels))
    else:
        put_columns(out, [_row(what, labels[what]) for what in _sorted(labels)])
    return exits.OK


def _sorted(labels: Mapping[Labelled, Label]) -> Sequence[Labelled]:
    return sorted(labels, key=path_of)


def _all(labels: Mapping[Labelled, Label]) -> Json:
    return [_one(what, labels[what]) for what in _sorted(labels)]


def _one(what: Labelled, label: Label) -> Json:
    return {
        "repo_name": path_of(what)[0],
        "kind": kind_of(what),
        "name": None if isinstance(what, str) else "/".join(words_of(what).split("/")[1:]),
        "star": label.is_starred,
        "hide": label.is_hidden,
        "tags": list(label.tags),
        "note": label.note or None,
    }


def _row(what: Labelled, label: Label) -> Sequence[str]:
    signs = [word for word, is_so in (("starred", label.is_starred), ("hidden", label.is_hidden)) if is_so]
    signs += [f"#{tag}" for tag in label.tags]
    return (kind_of(what), words_of(what), " ".join(signs) or "-", label.note.replace("\n", " / "))


def kind_of(what: Labelled) -> str:
    """What sort of thing it is: `bake`, `stim`, `rollout`, `prompt`, `target`, `checkpoint` or `repo`."""
    return path_of(what)[1].removesuffix("s")
