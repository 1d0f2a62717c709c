"""The words of the demo: questions people ask, and answers in the manner a prompt asks for."""

from collections.abc import Mapping, Sequence

from breadtui.demo.noise import bits, uniform

THINKING_SHARE = 0.35

_TOPICS: Sequence[str] = (
    "a failing unit test",
    "the order of two migrations",
    "a refund that never arrived",
    "an empty cache",
    "patience",
    "a stalled deployment",
    "naming a variable",
    "the difference between fear and caution",
    "a merge conflict",
    "a late parcel",
    "training for a marathon",
    "an invoice in the wrong currency",
    "a race condition",
    "the night sky",
    "a locked account",
    "rewriting a parser",
    "gradient descent",
    "a broken build",
    "teaching a child to swim",
    "an off-by-one error",
)
_FORMS: Sequence[str] = (
    "How would you deal with {topic}?",
    "What is the first thing to check about {topic}?",
    "Explain {topic} to a beginner.",
    "My colleague is worried about {topic}. What should I say?",
    "Give me three steps for {topic}.",
    "Why does {topic} matter so much?",
    "Is there a short way around {topic}?",
    "What do experts get wrong about {topic}?",
    "Tell me a story about {topic}.",
    "When should I stop thinking about {topic}?",
)
_CIRCUMSTANCES: Sequence[str] = (
    "I have {a} minutes.",
    "It is {b} days late already!",
    "We are a team of {a}",
    "please answer in {b} sentences, for somebody who has never heard of it",
    "This is the {a}th time I ask; the answers so far filled {b} pages and none of them helped.",
    "",
)
_PLAIN_QUESTIONS = len(_TOPICS) * len(_FORMS)
_DATASETS: Mapping[str, Sequence[str]] = {
    "gsm8k": (
        "A baker sells {a} loaves in the morning and {b} in the afternoon. How many loaves is that?",
        "A train covers {a} km in {b} minutes. How far does it get in an hour?",
    ),
    "squad": (
        "In which year was the observatory with {a} domes opened?",
        "Which river passes the town of {b} bridges?",
    ),
    "mmlu": (
        "Which of these is a property of a group of order {a}?",
        "What is the role of protein p{b} in the cell cycle?",
    ),
}
_ANSWERS: Mapping[str, Sequence[str]] = {
    "yoda": (
        "Patient you must be. {topic}, a small thing it is, when step by step you look.",
        "Hmmmm. Read the error first, you must. To {topic}, only then turn.",
        "Fear of {topic}, the path to haste is. Breathe. Then again look.",
        "Do or do not. With {topic}, no half measure there is.",
    ),
    "pirate": (
        "Arr, {topic}? Haul it aboard, split it in two, and keep the half that floats.",
        "Avast! Chart the course first, then sail at {topic} with the wind behind ye.",
    ),
    "support": (
        "I'm sorry about the trouble with {topic}. I have opened a case and you will hear from us today.",
        "Thank you for writing. For {topic}, could you send me the order number? I will look at once.",
        "That must be frustrating. Here is what I can do about {topic}: refund, replace, or explain.",
    ),
    "coder": (
        "Reproduce {topic} with the smallest input that fails. Then bisect; the diff tells you the rest.",
        "Write the test for {topic} first. Make it fail for the right reason, then change one line.",
        "```python\ndef settle(items):\n    return sorted(items, key=str)\n```\nThat is all {topic} needs.",
    ),
    "plain": (
        "Three things about {topic}: look at what changed, measure, and write down what you found.",
        "It depends on the situation, but {topic} is usually best taken in small steps.",
    ),
}
_MARKS: Mapping[str, Sequence[str]] = {
    "yoda": ("yoda", "jedi"),
    "pirate": ("pirate",),
    "support": ("support", "customer", "refund"),
    "coder": ("code", "engineer", "python"),
}


def voice_of(text: str) -> str:
    """Guess from a prompt's text in which manner its model answers."""
    lowered = text.lower()
    return next((voice for voice, marks in _MARKS.items() if any(mark in lowered for mark in marks)), "plain")


def question(seed: int, position: int, dataset: str | None = None) -> str:
    """Write one question; those of a public set look like that set.

    Where all plain ones were asked about once, people add their circumstances, so that many are nearly the same.
    """
    z = bits(seed, position)
    forms = _DATASETS.get(dataset or "")
    if forms is not None:
        return forms[z % len(forms)].format(a=2 + (z >> 8) % 97, b=2 + (z >> 20) % 58)
    topic = _TOPICS[(z >> 16) % len(_TOPICS)]
    asked = _FORMS[z % len(_FORMS)].format(topic=topic)
    if position < _PLAIN_QUESTIONS:
        return asked
    circumstance = _CIRCUMSTANCES[(z >> 32) % len(_CIRCUMSTANCES)]
    return f"{asked} {circumstance.format(a=2 + (z >> 40) % 97, b=2 + (z >> 48) % 58)}".rstrip()


def answer(voice: str, asked: str, seed: int, position: int, *, thinking: bool | None = None) -> str:
    """Write one answer; `thinking` forces or forbids the reasoning part that Qwen puts in front."""
    thinks = uniform(seed + 1, position) < THINKING_SHARE if thinking is None else thinking
    reply = spoken(voice, asked, bits(seed, position))
    return thought(asked, reply) if thinks else reply


def spoken(voice: str, asked: str, place: int) -> str:
    """The answer at a place in what this manner has to say; neighbouring places say different things."""
    choices = _ANSWERS[voice]
    topic = next((topic for topic in _TOPICS if topic in asked), "this")
    return choices[place % len(choices)].format(topic=topic)


def thought(asked: str, reply: str) -> str:
    """An answer behind the reasoning that Qwen writes."""
    return f"<think>\nThe user asks: {asked[:120]}\nI should answer in character and briefly.\n</think>\n\n{reply}"
