"""The rows of stim and rollout, and pages of them; each row is made when it is asked for."""

from typing import Any

from breadtui.demo import voices
from breadtui.demo.configs import generator_count
from breadtui.demo.jobs import rollout_answer, rows_done, stim_answer
from breadtui.demo.records import Conversations, JsonObject, Prompt, Target
from breadtui.demo.refusals import missing
from breadtui.demo.replies import reply_message
from breadtui.demo.world import World


def stim_page(world: World, target: Target, offset: int, limit: int) -> JsonObject:
    """Give a page of questions, each with both whole conversations around it.

    Raises:
        Refusal: 404 when stim was never started.
    """
    if target.stim is None or target.conversations is None:
        raise missing(f"Target '{target.name}' has no stim output yet")
    done = rows_done(world, target.stim)
    rows = [stim_row(target.conversations, index) for index in range(offset, min(done, offset + limit))]
    return _page(stim_answer(world, target), rows, done, offset, limit)


def rollout_page(world: World, target: Target, offset: int, limit: int) -> JsonObject:
    """Give a page of answers, each with the question it answers.

    Raises:
        Refusal: 404 when rollout was never started.
    """
    if target.rollout is None or target.conversations is None:
        raise missing(f"Target '{target.name}' has no rollout output yet")
    done = rows_done(world, target.rollout)
    each = int(target.config.get("num_traj_per_stimulus") or 1)
    most_tokens = target.config.get("max_tokens")
    places = range(offset, min(done, offset + limit))
    rows = [rollout_row(target.conversations, index, each, most_tokens) for index in places]
    return _page(rollout_answer(world, target), rows, done, offset, limit)


def stim_row(conversations: Conversations, index: int) -> JsonObject:
    """Make one stim row: teacher and student conversation, each ending with the question."""
    generator, asked = _question(conversations, index)
    turn = {"role": "user", "content": asked}
    row: JsonObject = {
        "unconditioned_stimulus": _conversation(conversations.teacher, turn),
        "conditioned_stimulus": _conversation(conversations.student, turn),
    }
    if generator.get("rollout_with_conditioned"):
        row["trajectory_override_stimulus"] = _conversation(conversations.student, turn)
    return row


def rollout_row(conversations: Conversations, index: int, each: int, most_tokens: int | None = None) -> JsonObject:
    """Make one rollout row: the stim row and the reply; `each` answers belong to one question."""
    row = stim_row(conversations, index // each)
    teacher = row["unconditioned_stimulus"]
    asked, told = teacher["messages"][-1]["content"], text_of(teacher["messages"])
    tools = teacher.get("tools") or ()
    return {**row, "response": reply_message(asked, told, tools, conversations.seed + 7, index, most_tokens)}


def text_of(messages: list[JsonObject]) -> str:
    """Join the text of messages, also of those whose content is a list of parts."""
    return "\n".join(_content_text(message.get("content")) for message in messages)


def _content_text(content: Any) -> str:
    if isinstance(content, list):
        return "\n".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""


def _question(conversations: Conversations, index: int) -> tuple[JsonObject, str]:
    position = index
    for order, generator in enumerate(conversations.generators):
        amount = generator_count(generator)
        if position < amount:
            questions = generator.get("questions")
            if questions is not None:
                return generator, str(questions[position])
            dataset = generator.get("dataset")
            return generator, voices.question(conversations.seed + order, position, dataset)
        position -= amount
    return {}, voices.question(conversations.seed, index)


def _conversation(prompt: Prompt, turn: JsonObject) -> JsonObject:
    conversation: JsonObject = {"messages": [*prompt.messages, turn]}
    if prompt.tools:
        conversation["tools"] = prompt.tools
    return conversation


def _page(state: JsonObject, rows: list[JsonObject], done: int, offset: int, limit: int) -> JsonObject:
    return {
        **state,
        "output": rows,
        "offset": offset,
        "limit": limit,
        "has_more": offset + len(rows) < done,
    }
