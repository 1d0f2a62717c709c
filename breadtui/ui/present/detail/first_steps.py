"""The way from an empty repository to its first model: what is done, what comes next, by which key."""

from __future__ import annotations

from breadtui.domain.repos import RepoTree
from breadtui.store.facts.state import RepoContents
from breadtui.ui.present.fields import sentence_line
from breadtui.ui.present.tones import Line, Span, Tone

WORD_CELLS = 9
STEPS = (
    ("prompt", "what the model is to take in · n on prompts, or :new prompt NAME"),
    ("target", "who teaches whom, asked what · n on targets, or :new target"),
    ("stim", "writes the questions · S on the target"),
    ("rollout", "writes the answers to learn from · S on the target"),
    ("bake", "a model that has learned them · F on the target, or n on bakes"),
)


def first_step_lines(tree: RepoTree | None, contents: RepoContents | None) -> list[Line]:
    """The five steps of a repository without bakes, the next one strong; none where there are bakes, or nobody knows.

    How far stims and rollouts are is told by the targets themselves.
    """
    if tree is None or contents is None or tree.bakes:
        return []
    done_count = 0 if not contents.prompts else 1 if not contents.targets else 2
    steps = [_step(at, word, about, done_count) for at, (word, about) in enumerate(STEPS)]
    return [(), sentence_line("first steps", Tone.STRONG), *steps]


def _step(at: int, word: str, about: str, done_count: int) -> Line:
    is_next = at == done_count
    sign = "done" if at < done_count else "next" if is_next else ""
    tone = Tone.PLAIN if is_next else Tone.DIM
    return (
        Span(f" {sign:<5} ", Tone.ACCENT if is_next else Tone.DONE),
        Span(f"{word:<{WORD_CELLS}}", Tone.STRONG if is_next else Tone.DIM),
        Span(about, tone),
    )
