from __future__ import annotations

from breadtui.domain.prompt.lint import Finding, Rule
from breadtui.ui.present.prompt.lint_lines import finding_line, heading_text, whole_text


def plain(found: Finding) -> str:
    return "".join(span.text for span in finding_line(found))


def test_a_finding_says_where_what_and_which() -> None:
    assert plain(Finding(Rule.UNBALANCED_BRACE, 2, 3, 7, "{")) == " message 2, 3:7     unbalanced brace  {"
    assert plain(Finding(Rule.UNKNOWN_ROLE, 12, words="\x1b[2J")) == " message 12         unknown role  ␛[2J"
    assert plain(Finding(Rule.TEACHER_IS_STUDENT, words="student in target wise")).startswith(" prompt  ")


def test_all_that_is_said_of_one_is_one_sentence() -> None:
    assert whole_text(Finding(Rule.REFUSED, 2, words="content: " + "x" * 200)).endswith("x" * 200)
    assert whole_text(Finding(Rule.UNBALANCED_BRACE, 2, 3, 7, "{")) == "message 2, 3:7: unbalanced brace: {"
    assert whole_text(Finding(Rule.NO_SYSTEM_FIRST)) == "prompt: no system message first"


def test_the_heading_counts_or_says_that_there_is_nothing() -> None:
    assert (heading_text(3), heading_text(0)) == ("3 to check", "nothing to check")
