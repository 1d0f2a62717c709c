"""The overviews of a target and of a repository."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from breadtui.domain.descent.lessons import prompts_named
from breadtui.domain.jobs import JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase, PromptKey, RepoName, TargetKey
from breadtui.domain.repos import TreeBake
from breadtui.store.facts.remote import Failed, value_of
from breadtui.ui.present.ages import clock_text
from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail.body_lines import BodyLine, body_of
from breadtui.ui.present.detail.chain_lines import chain_lines
from breadtui.ui.present.detail.details import DetailSlice, config_of
from breadtui.ui.present.detail.first_steps import first_step_lines
from breadtui.ui.present.detail.stage_lines import expected_line, failure_lines, prompts_line, stage_line
from breadtui.ui.present.detail.tag_lines import branch_lines, label_lines, tag_lines
from breadtui.ui.present.doctor.lines import alarm_lines
from breadtui.ui.present.errors import sentence_of
from breadtui.ui.present.fields import field_line, sentence_line
from breadtui.ui.present.freshness import freshness_lines
from breadtui.ui.present.jobs.states import VAGUE, mark_of
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.values import replace

MOST_GENERATORS = 50


def target_body(facts: DetailSlice, width: int) -> list[BodyLine]:
    """The overview of a target, in which prompts and stages lead to themselves."""
    lines = body_of(target_lines(facts, width))
    places = {"prompt": _teacher_key(facts), "stim": _stage_key(facts, Phase.STIM)}
    places["rollout"] = _stage_key(facts, Phase.ROLLOUT)
    return [
        *(replace(one, goto=places.get(_label(one.line))) for one in lines),
        *chain_lines(facts.chains),
        *label_lines(facts.label),
        *tag_lines(facts.tags),
        *branch_lines(facts.branches),
    ]


def _label(line: Line) -> str:
    return line[0].text.strip() if line else ""


def _teacher_key(facts: DetailSlice) -> PromptKey | None:
    teacher, _ = prompts_named(config_of(facts))
    repo = facts.chosen.repo if isinstance(facts.chosen, JobKey | TargetKey) else None
    return PromptKey(repo, teacher) if teacher is not None and repo is not None else None


def _stage_key(facts: DetailSlice, phase: Phase) -> JobKey | None:
    chosen = facts.chosen
    if not isinstance(chosen, JobKey | TargetKey) or (isinstance(chosen, JobKey) and chosen.phase is phase):
        return None
    return JobKey(chosen.repo, phase, chosen.name)


def target_lines(facts: DetailSlice, width: int) -> list[Line]:
    """Who teaches whom, what writes the questions, how many rows there will be, and how far that is."""
    remote, config = (facts.targets[0] if facts.targets else None), config_of(facts)
    if not config:
        if isinstance(remote, Failed):
            return [sentence_line(f"could not load: {sentence_of(remote.error)}", Tone.FAILED)]
        return [sentence_line("loading…", Tone.DIM)]
    stim, rollout = (*facts.stages[:2], None, None)[:2]
    answers = config.get("model_name")
    return [
        *_stale_lines(facts),
        prompts_line(config),
        stage_line(Phase.STIM, stim),
        *alarm_lines(stim),
        stage_line(Phase.ROLLOUT, rollout),
        *alarm_lines(rollout),
        expected_line(config),
        field_line("answers", Span(clean(answers, limit=120) if answers else "the base model")),
        *_generator_lines(config),
        *failure_lines(stim, width),
        *failure_lines(rollout, width),
    ]


def _stale_lines(facts: DetailSlice) -> list[Line]:
    remote = facts.targets[0] if facts.targets else None
    if isinstance(remote, Failed):
        when = f"as of {clock_text(remote.last.at)}. " if remote.last else ""
        return [sentence_line(f"{when}{sentence_of(remote.error)}", Tone.FAILED)]
    newest = facts.stages[1] if len(facts.stages) > 1 else None
    return freshness_lines(newest, facts.tree)


def _generator_lines(config: JsonObject) -> list[Line]:
    generators = config.get("generators")
    if not isinstance(generators, Sequence) or isinstance(generators, str) or not generators:
        return [field_line("asks", Span("no generators: a stim needs at least one", Tone.STALLED))]
    return [
        field_line("asks" if place == 0 else "", *_generator(generator))
        for place, generator in enumerate(generators[:MOST_GENERATORS])
        if isinstance(generator, Mapping)
    ]


def _generator(generator: JsonObject) -> Line:
    """A generator's type, how many questions it writes, and its further settings."""
    questions = generator.get("questions")
    count = generator.get("numq") or (len(questions) if isinstance(questions, Sequence) else None)
    rest = "  ".join(
        f"{key} {value}" for key, value in generator.items() if key not in {"type", "numq", "questions"} and value
    )
    return (
        Span(f"{clean(count, limit=9):>5} " if count else "    ? ", Tone.STRONG),
        Span(clean(generator.get("type") or "?", limit=30)),
        Span(f"  {clean(rest, limit=160)}", Tone.DIM),
    )


def repo_lines(facts: DetailSlice, repo: RepoName) -> list[Line]:
    """The base model a repository fixes, and what is in it."""
    listed = {one.name: one.base_model for one in value_of(facts.repos) or ()}
    tree, contents = value_of(facts.tree), value_of(facts.contents)
    base_model = (tree.base_model if tree else "") or listed.get(repo, "")
    lines = [*freshness_lines(None, facts.tree), field_line("base", Span(clean(base_model) or "-", Tone.STRONG))]
    if tree is not None:
        lines += _bake_counts(tree.bakes.values())
    if contents is not None:
        lines.append(field_line("prompts", Span(str(len(contents.prompts)))))
        lines.append(field_line("targets", Span(str(len(contents.targets)))))
    if tree is None and contents is None and not isinstance(facts.tree, Failed):
        lines.append(sentence_line("press l in the tree to open it", Tone.DIM))
    lines += [one.line for one in (*label_lines(facts.label), *tag_lines(facts.tags))]
    return [*lines, *first_step_lines(tree, contents)]


def _bake_counts(bakes: Iterable[TreeBake]) -> list[Line]:
    counts = Counter(bake.status for bake in bakes)
    spans = [Span(f"{counts.total()} ", Tone.STRONG)]
    for status, count in counts.items():
        mark = mark_of(status)
        word = VAGUE.word if status is JobStatus.PENDING else mark.word
        spans.append(Span(f"  {count} {word}", mark.tone))
    return [field_line("bakes", *spans)]
