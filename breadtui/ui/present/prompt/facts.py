"""What is said of a prompt as a whole: sizes, placeholders, and what it means where it has no words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from breadtui.domain.prompt.prompts import Prompt, tokens_estimate, variables_of
from breadtui.ui.present.clean import clean
from breadtui.ui.present.tones import Line, Span, Tone

if TYPE_CHECKING:
    from breadtui.domain.prompt.search import Replacement

NO_WORDS = "no words: always on"
"""What a prompt without any text means. Source: the API contract, empty prompts."""
ESTIMATE_RULE = "~4 chars a token"
"""How tokens are estimated: no tokenizer is at hand, so the sign `~` stands before each count."""
LONGEST_WORD = 40
_VARIABLES = 20
_BRANCHES = 3


def facts_line(prompt: Prompt, branches: Sequence[str] = ()) -> Line:
    """`3 messages ~310 tok (~4 chars a token) · branch main · {name} {topic}`, and what no words at all mean.

    `branches` are those of the bgit folder that name it.
    """
    count = len(prompt.messages)
    size = sum(tokens_estimate(message.text) for message in prompt.messages)
    words = [f"{count} message{'' if count == 1 else 's'} ~{size} tok ({ESTIMATE_RULE})"]
    if prompt.tools:
        words.append(f"tools: {len(prompt.tools)}")
    if branches:
        named = ", ".join(clean(branch, limit=LONGEST_WORD) for branch in branches[:_BRANCHES])
        more = f" and {len(branches) - _BRANCHES} more" if len(branches) > _BRANCHES else ""
        words.append(f"branch{'es' if len(branches) > 1 else ''} {named}{more}")
    names = variables_of(prompt)
    if names:
        more = f" … {len(names) - _VARIABLES} more" if len(names) > _VARIABLES else ""
        words.append(" ".join(f"{{{name}}}" for name in names[:_VARIABLES]) + more)
    facts = Span(clean(" · ".join(words)), Tone.DIM)
    return (Span(f"{NO_WORDS} · ", Tone.STRONG), facts) if _is_wordless(prompt) else (facts,)


def replaced_text(words: str, done: Replacement) -> str:
    """What replacing came to, in a sentence."""
    if not done.count:
        return f"{clean(words, limit=LONGEST_WORD)} stands nowhere"
    places = "1 message" if done.message_count == 1 else f"{done.message_count} messages"
    return f"replaced {done.count} in {places} · ctrl+z takes it back"


def _is_wordless(prompt: Prompt) -> bool:
    return bool(prompt.messages) and prompt.is_empty and not any(message.extra for message in prompt.messages)
