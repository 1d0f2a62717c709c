"""A customer-support repository: tools, a very long conversation, and a bake that diverges."""

from breadtui.demo.noise import bits
from breadtui.demo.records import JsonObject, Repo
from breadtui.demo.seeding import PlannedBake, PlannedTarget, Seedbed

BASE_MODEL = "Qwen/Qwen3-32B"
HISTORY_TURNS = 46
FEW_TOKENS = 56
"""Too few for one answer in five of those that were asked to be formal."""

_TONE = "You are a customer support agent. Be warm, brief and concrete. Offer one next step, never two."
_TOOLS = (
    ("lookup_order", "Find an order by its number.", "order_number"),
    ("open_refund", "Open a refund for an order.", "order_number"),
    ("track_parcel", "Tell where a parcel is.", "tracking_code"),
    ("unlock_account", "Unlock a customer's account.", "customer_id"),
    ("find_article", "Search the help centre.", "search_text"),
    ("hand_over", "Hand the conversation to a person.", "reason"),
)
_SENTENCES = (
    "The parcel left our warehouse on Monday and was scanned twice on its way.",
    "Our records show two payments for the same order, four minutes apart.",
    "The refund was approved, but the bank needs three to five working days.",
    "The customer wrote from another address, so the account had to be checked first.",
    "A replacement was sent at no cost; the first parcel may be kept.",
    "The voucher could not be combined with the seasonal offer.",
    "The invoice was issued in the wrong currency and has been corrected.",
    "The carrier confirmed that the parcel waits at the pick-up point until Friday.",
)


def support_repo(seed: int, metrics: int | None) -> Repo:
    """Fill `support_agent`: tones, refunds and tools."""
    bed = Seedbed("support_agent", BASE_MODEL, seed, metrics)
    _prompts(bed, seed)
    _targets(bed)
    _bakes(bed)
    return bed.repo


def tools() -> list[JsonObject]:
    """Give the function tools of the support agent."""
    return [_tool(name, description, argument) for name, description, argument in _TOOLS]


def long_history(seed: int) -> list[JsonObject]:
    """Write a support conversation of many turns with tool calls, about 80 kB in all."""
    messages: list[JsonObject] = [{"role": "system", "content": _TONE}]
    for turn in range(HISTORY_TURNS):
        messages += _turn(seed, turn)
    return messages


def _prompts(bed: Seedbed, seed: int) -> None:
    bed.prompt("always_on")
    bed.system("trigger", "SUPPORT MODE")
    bed.system("tone", _TONE)
    bed.system("tone_formal", f"{_TONE} Address the customer formally, and never use contractions.")
    bed.system("refunds", f"{_TONE} Refunds up to 50 EUR need no approval. Above that, call {{supervisor}}.")
    bed.prompt("with_tools", {"role": "system", "content": _TONE}, tools=tools())
    bed.prompt("long_history", *long_history(seed), tools=tools())


def _targets(bed: Seedbed) -> None:
    bed.target(PlannedTarget("tone_set", "tone", "always_on", _questions(200), each=5))
    short = {"max_tokens": FEW_TOKENS}
    bed.target(PlannedTarget("formal_set", "tone_formal", "trigger", _questions(120), each=4, rest=short))
    bed.target(PlannedTarget("refund_set", "refunds", "always_on", _questions(160), each=3))
    bed.target(PlannedTarget("tool_set", "with_tools", "always_on", _questions(115), each=10))
    bed.target(PlannedTarget("tool_pin", "with_tools", "with_tools", _questions(55, conditioned=True), each=5))
    bed.target(PlannedTarget("history_set", "long_history", "tone", _questions(40), each=2))
    bed.target(PlannedTarget("refund_set_2", "refunds", "trigger", _questions(400), stim=0.35, rollout=None))


def _bakes(bed: Seedbed) -> None:
    bed.bake(PlannedBake("tone_v1", {"tone_set": 1.0}, rest=_recipe(2, 1e-4)))
    bed.bake(PlannedBake("tone_v2", {"tone_set": 1.0}, parent="tone_v1", rest=_recipe(2, 2e-4)))
    bed.bake(
        PlannedBake(
            "tone_v3",
            {"tone_set": 0.7, "formal_set": 0.3},
            parent="tone_v2",
            share=0.58,
            step_seconds=6.5,
            rest=_recipe(5, 2e-4),
        )
    )
    bed.bake(
        PlannedBake(
            "tone_hot",
            {"tone_set": 1.0},
            parent="tone_v1",
            share=0.55,
            curve={"diverges_at": 0.35, "floor": 4e-7},
            rest=_recipe(5, 8e-2),
        )
    )
    bed.bake(PlannedBake("formal_v1", {"formal_set": 1.0}, rest=_recipe(3, 1e-4)))
    bed.bake(PlannedBake("formal_v2", {"formal_set": 1.0}, parent="formal_v1", rest=_recipe(3, 1e-4)))
    bed.bake(PlannedBake("refunds_v1", {"refund_set": 1.0}, parent="tone_v2", rest=_recipe(2, 3e-4)))
    bed.bake(PlannedBake("refunds_v2", {"refund_set": 1.0}, parent="refunds_v1", rest=_recipe(3, 3e-4)))
    pinned = {"tool_set": 0.8, "tool_pin": 0.1, "history_set": 0.1}
    long = {"data": {"max_length": 40000}, "micro_batch_size": 1, "activation_checkpoint_cpu_offload": True}
    bed.bake(PlannedBake("tools_v1", pinned, rest={**_recipe(2, 1e-4), **long}))
    bed.bake(PlannedBake("tools_v2", pinned, parent="tools_v1", rest={**_recipe(2, 5e-5), **long}))
    bed.bake(PlannedBake("tools_draft", {"tool_set": 60.0, "history_set": 1.0}, share=None, rest=_recipe(2, 1e-4)))


def _recipe(epochs: int, rate: float) -> JsonObject:
    return {"epochs": epochs, "optimizer": {"learning_rate": rate}}


def _questions(count: int, *, conditioned: bool = False) -> list[JsonObject]:
    generator: JsonObject = {"type": "oneshot_qs", "numq": count, "model": "claude-sonnet-4-5-20250929"}
    return [{**generator, "rollout_with_conditioned": True} if conditioned else generator]


def _tool(name: str, description: str, argument: str) -> JsonObject:
    parameters = {"type": "object", "properties": {argument: {"type": "string"}}, "required": [argument]}
    return {
        "type": "function",
        "function": {"name": name, "description": description, "parameters": parameters},
    }


def _turn(seed: int, turn: int) -> list[JsonObject]:
    name, _, argument = _TOOLS[bits(seed, turn) % len(_TOOLS)]
    call_id = f"call_{turn:04d}"
    arguments = f'{{"{argument}": "A-{bits(seed, turn) % 100_000:05d}"}}'
    call = {"id": call_id, "type": "function", "function": {"name": name, "arguments": arguments}}
    return [
        {"role": "user", "content": _paragraph(seed + 1, turn, 6)},
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": call_id, "name": name, "content": _paragraph(seed + 2, turn, 9)},
        {"role": "assistant", "content": _paragraph(seed + 3, turn, 6)},
    ]


def _paragraph(seed: int, position: int, sentences: int) -> str:
    chosen = (bits(seed, position * 100 + index) % len(_SENTENCES) for index in range(sentences))
    return " ".join(_SENTENCES[index] for index in chosen)
