"""What a teacher's model replies: words in its manner, a call of a tool it was given, nothing, or as far as it got."""

from collections.abc import Sequence
from typing import Any

from breadtui.demo import voices
from breadtui.demo.noise import bits, uniform
from breadtui.demo.records import JsonObject

CHARACTERS_PER_TOKEN = 4
CALLING_SHARE = 0.3
EMPTY_SHARE = 0.004


def reply_message(asked: str, told: str, tools: Sequence[Any], seed: int, place: int, budget: int | None) -> JsonObject:
    """Make the assistant's message for a question; `told` is all the model was told, `budget` its most tokens.

    A reply longer than the budget ends in the middle of a word, with the reason "length".
    """
    usage_before = token_count(told)
    names = [name for tool in tools if (name := _name_of(tool))]
    if names and uniform(seed + 11, place) < CALLING_SHARE:
        call = _call(names, asked, seed, place)
        return {"role": "assistant", "content": None, "tool_calls": [call], "usage": _usage(usage_before, 24)}
    reply = voices.answer(voices.voice_of(told), asked, seed, place)
    if uniform(seed + 13, place) < EMPTY_SHARE:
        reply = ""
    tokens = token_count(reply)
    message: JsonObject = {"role": "assistant", "content": reply}
    if budget is not None and tokens > budget:
        tokens = budget
        message |= {"content": reply[: budget * CHARACTERS_PER_TOKEN], "finish_reason": "length"}
    return {**message, "usage": _usage(usage_before, tokens)}


def token_count(text: str) -> int:
    """Estimate how many tokens a text takes."""
    return max(1, len(text) // CHARACTERS_PER_TOKEN)


def _call(names: Sequence[str], asked: str, seed: int, place: int) -> JsonObject:
    z = bits(seed + 12, place)
    arguments = f'{{"query": "{"".join(letter for letter in asked[:40] if letter.isalnum() or letter == " ")}"}}'
    function = {"name": names[z % len(names)], "arguments": arguments}
    return {"id": f"call_{z:016x}", "type": "function", "function": function}


def _name_of(tool: Any) -> str:
    function = tool.get("function") if isinstance(tool, dict) else None
    return str(function.get("name") or "") if isinstance(function, dict) else ""


def _usage(prompt_tokens: int, completion_tokens: int) -> JsonObject:
    return {
        "prompt_tokens": prompt_tokens,
        "completion_tokens": completion_tokens,
        "total_tokens": prompt_tokens + completion_tokens,
    }
