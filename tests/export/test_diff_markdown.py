from __future__ import annotations

from breadtui.domain.difference.comparison import Figure, Side, UsedPrompt, compared
from breadtui.domain.names import PromptName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.export.pages.diff import change_text, diff_markdown

HOSTILE = "```\n# not a heading\n\x1b]0;t\x07 \u202e`"


def used(name: str, text: str) -> UsedPrompt:
    return UsedPrompt("teacher", name, ("wise",), Prompt(PromptName(name), (Message("system", text),)))


def test_the_page_holds_differences_with_context_and_figures() -> None:
    lines = [f"line {number}" for number in range(12)]
    left = Side("r/a", {"seed": 1, "epochs": 2}, prompts=(used("t1", "\n".join(lines)),), figures=(Figure("steps", 4),))
    lines[6] = "six"
    right = Side(
        "r/b", {"seed": 2, "epochs": 2}, prompts=(used("t2", "\n".join(lines)),), figures=(Figure("steps", 6),)
    )
    assert diff_markdown(compared(left, right)) == (
        "# `r/a` → `r/b`\n\n## Config\n\n```diff\n-seed = 1\n+seed = 2\n epochs = 2\n```\n\n"
        "## Prompts\n\n### `teacher of wise: t1 → t2`\n\n"
        "```diff\n@@ @@\n line 3\n line 4\n line 5\n-line 6\n+six\n line 7\n line 8\n line 9\n```\n\n"
        "## Metrics\n\n| | left | right | Δ | Δ % |\n|---|---:|---:|---:|---:|\n| steps | 4 | 6 | +2 | +50.0 % |\n"
    )


def test_nothing_in_names_or_texts_gets_out_of_its_fence() -> None:
    left = Side(HOSTILE, {HOSTILE: HOSTILE}, prompts=(used(HOSTILE, HOSTILE),), figures_note=HOSTILE)
    right = Side(HOSTILE, {HOSTILE: "x"}, prompts=(used(HOSTILE, HOSTILE + "x"),), figures=(Figure("steps", 1),))
    page = diff_markdown(compared(left, right))
    assert "\x1b" not in page
    assert "\u202e" not in page
    outside, is_inside = [], False
    for line in page.split("\n"):
        if line.startswith("````"):
            is_inside = not is_inside
        elif not is_inside:
            outside.append(line)
    assert not is_inside
    assert [line for line in outside if line.startswith("#") and "not a heading" in line and "`" not in line] == []


def test_equal_ones_say_that_nothing_differs() -> None:
    side = Side("r/a", {"seed": 1}, prompts=(used("t", "x"),))
    assert diff_markdown(compared(side, side)).count("No difference.") == 2


def test_one_change_alone_is_a_patch_of_the_exact_lines() -> None:
    found = compared(Side("a", prompts=(used("t", "a\tb \nc"),)), Side("b", prompts=(used("t", "a\tb\nc"),)))
    ((part, change),) = found.changes
    assert change_text(part, change) == "@@ teacher of wise: t @@\n-a\tb \n+a\tb\n"
