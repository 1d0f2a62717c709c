"""The branches of a bgit folder as lines: what belongs to each, how it stands, and where enter leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from breadtui.domain.bgit.checkout import NO_GIT, Checkout
from breadtui.domain.bgit.mapping_file import MappingFile
from breadtui.domain.bulk import BulkLine, Outcome, kind_of
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, parse_model_path
from breadtui.store.facts.state import AppState, Choice, SeenJob
from breadtui.ui.present.clean import clean, pad
from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.present.jobs.states import seen_mark
from breadtui.ui.present.tones import Line, Span, Tone

NAME_CELLS = 44
STAGE_CELLS = 44
"""What the stages of a target take at most, with the word before them."""
_SIGNS = {Outcome.DONE: Span(" ok  ", Tone.DONE), Outcome.FAILED: Span(" no  ", Tone.FAILED)}


class BgitSlice(NamedTuple):
    """The parts of the state from which the list is drawn."""

    checkout: Checkout | None = None
    jobs: Mapping[JobKey, SeenJob] = {}
    opened: Mapping[RepoName, int] = {}


def bgit_slice(state: AppState) -> BgitSlice:
    """The slice of the state."""
    return BgitSlice(state.bgit, state.jobs, state.opened)


def heading_text(checkout: Checkout | None) -> str:
    """`bgit  ~/work  repository yoda_repo  on main`."""
    if checkout is None:
        return "bgit: no folder of bgit was found where breadtui was started"
    parts = [f"bgit  {checkout.folder}", f"repository {checkout.repo}" if checkout.repo is not None else ""]
    parts.append(f"on {checkout.current}" if checkout.current else "")
    return clean("  ".join(part for part in parts if part))


def branch_body(facts: BgitSlice, width: int = 100) -> list[BodyLine]:
    """A heading line a branch, then its prompts, target, bake and parent."""
    checkout = facts.checkout
    if checkout is None:
        return []
    lines = [BodyLine(_line(checkout.problem, Tone.STALLED))] if checkout.problem else []
    if checkout.mapping is not None and _is_uncommitted(checkout):
        lines += _branch_lines(facts, _here(checkout), checkout.mapping, width, is_current=True)
    for branch in checkout.branches:
        lines += _branch_lines(
            facts, branch.name, branch.mapping, width, is_current=branch.is_current, why=branch.problem
        )
    return lines


def outcome_body(lines: tuple[BulkLine, ...]) -> list[BodyLine]:
    """What came of making what a file asks for."""
    found: list[BodyLine] = []
    for line in lines:
        sign = _SIGNS.get(line.outcome, Span(" ... ", Tone.DIM))
        tone = Tone.FAILED if line.outcome is Outcome.FAILED else Tone.DIM
        name = Span(f"{kind_of(line.key):<7} {clean(line.key.name):<{NAME_CELLS}}  ")
        found.append(BodyLine((sign, name, Span(clean(line.words), tone)), line.key, line.key.name))
    return found


def _is_uncommitted(checkout: Checkout) -> bool:
    """The folder says something else than the branch that is checked out, or there is no branch."""
    committed = next((branch.mapping for branch in checkout.branches if branch.is_current), None)
    return committed != checkout.mapping


def _here(checkout: Checkout) -> str:
    return f"{checkout.current} (not committed)" if checkout.current else NO_GIT


def _branch_lines(
    facts: BgitSlice, name: str, mapping: MappingFile | None, width: int, *, is_current: bool, why: str = ""
) -> Iterator[BodyLine]:
    sign = "*" if is_current else " "
    repo = f"  {mapping.repo}" if mapping is not None else ""
    yield BodyLine(
        (Span(f" {sign} "), Span(clean(name), Tone.STRONG), Span(clean(f"{repo}  {why}".rstrip()), Tone.DIM)),
        mapping.repo if mapping is not None else None,
        name,
    )
    if mapping is not None:
        yield from _thing_lines(facts, mapping, width)


def _thing_lines(facts: BgitSlice, mapping: MappingFile, width: int) -> Iterator[BodyLine]:
    repo, cells = mapping.repo, max(min(NAME_CELLS, width - STAGE_CELLS), 16)
    for yaml_name, mapped in mapping.prompts.items():
        prompt = PromptKey(repo, PromptName(mapped.name))
        yield _thing("prompt", mapped.name, cells, prompt, (Span(clean(yaml_name), Tone.DIM),))
    if (target := mapping.target_name) is not None:
        stages = [_stage(facts, JobKey(repo, phase, target)) for phase in (Phase.STIM, Phase.ROLLOUT)]
        yield _thing(
            "target", target, cells, TargetKey(repo, target), tuple(span for stage in stages for span in stage)
        )
    if (bake := mapping.bake_name) is not None:
        yield _thing("bake", bake, cells, JobKey(repo, Phase.BAKE, bake), _stage(facts, JobKey(repo, Phase.BAKE, bake)))
    for name in mapping.models:
        if name != mapping.bake_name:
            key = JobKey(repo, Phase.BAKE, name)
            yield _thing("made", name, cells, key, _stage(facts, key))
    if mapping.parent_model:
        path = parse_model_path(mapping.parent_model)
        goto = JobKey(path.repo, Phase.BAKE, BakeName(path.bake)) if path is not None else None
        yield _thing("parent", mapping.parent_model, cells, goto, ())


def _thing(kind: str, name: str, cells: int, goto: Choice | None, after: Line) -> BodyLine:
    return BodyLine((Span(f"     {kind:<7} ", Tone.DIM), Span(f"{pad(clean(name), cells)} "), *after), goto, name)


def _stage(facts: BgitSlice, key: JobKey) -> tuple[Span, ...]:
    """`stim D done  `; a dash where nothing is known of it."""
    seen = facts.jobs.get(key)
    label = "" if key.phase is Phase.BAKE else f"{key.phase} "
    if seen is None:
        return (Span(f"{label}-  ", Tone.DIM),)
    mark = seen_mark(seen)
    return Span(label, Tone.DIM), Span(f"{mark.letter} {mark.word}  ", mark.tone)


def _line(text: str, tone: Tone) -> Line:
    return (Span(f" {clean(text)}", tone),)
