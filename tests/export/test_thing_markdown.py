from __future__ import annotations

from breadtui.domain.names import PromptName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.export.pages.thing import prompt_markdown, target_markdown


def test_a_prompt_is_told_message_by_message_with_its_tools() -> None:
    messages = (Message("system", "Be ```wise```."), Message("user", None, {"name": "ada"}))
    assert prompt_markdown("r", Prompt(PromptName("p`"), messages, ({"type": "function"},))) == (
        "# `` r/p` ``\n\n"
        "## `system`\n\n````\nBe ```wise```.\n````\n\n"
        '## `user`\n\n```\n\n```\n\n```json\n{"name": "ada"}\n```\n\n'
        '## Tools\n\n```json\n{"type": "function"}\n```\n'
    )


def test_a_target_is_told_setting_by_setting() -> None:
    page = target_markdown("r", "t", {"generators": [{"type": "persona", "numq": 4}], "temperature": 0.5})
    assert page == ('# `r/t`\n\n```\ngenerators[0].type = "persona"\ngenerators[0].numq = 4\ntemperature = 0.5\n```\n')
