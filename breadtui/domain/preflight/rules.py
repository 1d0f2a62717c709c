"""The rules of a stim's and a rollout's preflight, and what every start has in common."""

from __future__ import annotations

from collections.abc import Iterator

from breadtui.domain.jobs import Job, JobStatus, progress_percent_of, questions_expected
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import RESERVED_NAMES, JobKey, Phase
from breadtui.domain.preflight.estimates import Estimate, span_of, tokens_expected
from breadtui.domain.preflight.evidence import Evidence
from breadtui.domain.preflight.findings import Finding, Preflight, bad, doubtful, good, refused
from breadtui.domain.preflight.models import model_finding
from breadtui.domain.prompt.prompts import Prompt, tokens_estimate

LONGEST_REASON = 120


def common_findings(evidence: Evidence) -> Iterator[Finding]:
    """What may stand against any start: the name, what the job does already, what could not be asked."""
    key, job = evidence.key, evidence.job
    if key.name in RESERVED_NAMES:
        yield refused(f"'{key.name}' is a word of the service's own: what is named so cannot be started")
    if job is None:
        if evidence.was_answered:
            yield refused(f"there is no {thing_of(key)} {key.name} in {key.repo}")
    elif job.is_active:
        yield refused(f"{key.phase} of {key.name} runs already")
    elif job.status is JobStatus.COMPLETE:
        yield refused(f"{key.phase} of {key.name} is complete already")
    elif job.status is JobStatus.FAILED:
        yield doubtful(failed_words(job))
    for words in evidence.unread:
        yield doubtful(f"could not be checked: {words}")


def failed_words(job: Job) -> str:
    """How far it came before, and why it failed."""
    percent = progress_percent_of(job)
    at = f" at {percent:.0f}%" if percent is not None else ""
    reason = (job.error or "").strip().partition("\n")[0]
    told = reason if len(reason) <= LONGEST_REASON else f"{reason[:LONGEST_REASON].rstrip()}…"
    return f"it failed before{at}{f': {told}' if told else ''}; this starts it anew"


def thing_of(key: JobKey) -> str:
    """What a job is of."""
    return "bake" if key.phase is Phase.BAKE else "target"


def stim_preflight(evidence: Evidence) -> Preflight:
    """Whether a target's stim should be started."""
    config = evidence.targets.get(evidence.key.name)
    findings = list(common_findings(evidence))
    if config is None:
        return Preflight(evidence.key, tuple(findings))
    rows = questions_expected(config)
    findings += _generator_findings(config, rows)
    findings += _prompt_findings(config, evidence)
    span, runs = span_of(evidence.past, rows)
    return Preflight(evidence.key, tuple(findings), Estimate(rows, span=span, past_runs=runs))


def _generator_findings(config: JsonObject, rows: int | None) -> Iterator[Finding]:
    generators = config.get("generators")
    if not isinstance(generators, list) or not generators:
        yield refused("no generators: nothing would write questions")
        return
    count = f"{len(generators)} generator{'s' if len(generators) > 1 else ''}"
    if rows is None:
        yield doubtful(f"{count}, of which some do not say how many questions they write")
    elif rows == 0:
        yield bad(f"{count}, but no question would be written")
    else:
        yield good(f"{count}, {rows:,} questions")


def _prompt_findings(config: JsonObject, evidence: Evidence) -> Iterator[Finding]:
    teacher, student = _text(config, "teacher_prompt", "u"), _text(config, "student_prompt", "v")
    if not teacher:
        yield refused("no teacher prompt is named")
    else:
        yield from _named_findings("teacher", teacher, evidence)
    if student is None:
        yield refused("no student prompt is named; an empty one is always on")
    elif not student:
        yield good("student without words: always on")
    else:
        yield from _named_findings("student", student, evidence)
    if teacher and teacher == student:
        yield doubtful(f"teacher and student are both {teacher}: it pins what the model does, and teaches nothing new")
    elif teacher and student and _same_words(teacher, student, evidence):
        yield doubtful(f"teacher {teacher} and student {student} say the same: nothing new is taught")


def _named_findings(role: str, name: str, evidence: Evidence) -> Iterator[Finding]:
    if name not in evidence.prompts:
        return
    prompt = evidence.prompts[name]
    if name in evidence.unsaved:
        yield doubtful(f"{role} prompt {name} has an unsaved text here: the service uses the saved one")
    if prompt is None:
        yield refused(f"{role} prompt {name} does not exist")
    elif not prompt.is_empty:
        yield good(f"{role} prompt {name}, ~{prompt_tokens(prompt):,} tokens")
    elif role == "teacher":
        yield doubtful(f"teacher prompt {name} has no words: is that meant?")
    else:
        yield good(f"student prompt {name} has no words: always on")


def _same_words(teacher: str, student: str, evidence: Evidence) -> bool:
    one, other = evidence.prompts.get(teacher), evidence.prompts.get(student)
    return one is not None and other is not None and (one.messages, one.tools) == (other.messages, other.tools)


def prompt_tokens(prompt: Prompt) -> int:
    """About how many tokens all its messages have."""
    return sum(tokens_estimate(message.text) for message in prompt.messages)


def rollout_preflight(evidence: Evidence) -> Preflight:
    """Whether a target's rollout should be started."""
    key = evidence.key
    config = evidence.targets.get(key.name)
    findings = list(common_findings(evidence))
    if config is None:
        return Preflight(key, tuple(findings))
    stim_key = JobKey(key.repo, Phase.STIM, key.name)
    stim = evidence.jobs.get(stim_key)
    if stim_key in evidence.jobs:
        findings += _stim_findings(stim)
    findings += _answer_findings(config, evidence)
    rows = rollout_rows(config, stim)
    span, runs = span_of(evidence.past, rows)
    tokens = _rollout_tokens(config, evidence, rows)
    return Preflight(key, tuple(findings), Estimate(rows, tokens=tokens, span=span, past_runs=runs))


def rollout_rows(config: JsonObject, stim: Job | None) -> int | None:
    """Questions times answers: those that stim wrote, else those that it is to write."""
    is_written = stim is not None and stim.status is JobStatus.COMPLETE and stim.lines is not None
    questions = stim.lines if is_written and stim is not None else questions_expected(config)
    return None if questions is None else questions * (_whole(config.get("num_traj_per_stimulus")) or 1)


def _stim_findings(stim: Job | None) -> Iterator[Finding]:
    if stim is None or stim.status is JobStatus.NOT_STARTED:
        yield refused("stim has not begun: there are no questions to answer")
    elif stim.status is JobStatus.FAILED:
        yield refused("stim failed: it has to be complete first")
    elif stim.status is not JobStatus.COMPLETE:
        percent = progress_percent_of(stim)
        yield refused(f"stim still runs{f', {percent:.0f}%' if percent is not None else ''}")
    elif stim.lines == 0:
        yield bad("stim is complete, but wrote no question")
    else:
        yield good(f"stim is complete{f', {stim.lines:,} questions' if stim.lines is not None else ''}")


def _answer_findings(config: JsonObject, evidence: Evidence) -> Iterator[Finding]:
    model = config.get("model_name")
    if not isinstance(model, str) or not model:
        yield refused("no model_name: nobody would answer")
    else:
        yield model_finding(model, evidence.models, "model")
    answers = _whole(config.get("num_traj_per_stimulus")) or 1
    yield good(f"{answers} answer{'s' if answers > 1 else ''} per question")
    if config.get("temperature") == 0 and answers > 1:
        yield doubtful(f"temperature 0 with {answers} answers per question: they may all be the same")


def _rollout_tokens(config: JsonObject, evidence: Evidence, rows: int | None) -> int | None:
    sampled = evidence.tokens.get(evidence.key.name)
    if sampled:
        return tokens_expected(sampled, rows)
    teacher, most = evidence.prompts.get(_text(config, "teacher_prompt", "u") or ""), _whole(config.get("max_tokens"))
    if teacher is None or most is None:
        return None
    return tokens_expected([prompt_tokens(teacher) + most], rows)


def _text(config: JsonObject, *keys: str) -> str | None:
    return next((value for key in keys if isinstance(value := config.get(key), str)), None)


def _whole(value: Json) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
