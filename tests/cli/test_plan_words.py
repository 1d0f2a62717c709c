"""What `breadtui plan` takes on the command line."""

import pytest

from breadtui.cli.words.line import parse
from breadtui.cli.words.usage import UsageProblem


def test_a_plan_takes_a_bake_a_form_and_what_to_do() -> None:
    found = parse(["plan", "yoda_repo/coder_v7", "--run", "--into", "remade", "--from", "3", "--yes"])
    assert found.command == "plan"
    assert found.place == ("yoda_repo", "coder_v7")
    assert (found.run, found.into, found.from_step, found.yes) == (True, "remade", 3, True)
    assert parse(["plan", "a/b"]).form == "text"
    assert parse(["--demo", "plan", "a/b", "--yaml"]).form == "yaml"


@pytest.mark.parametrize(
    "words", [["plan"], ["plan", "repo"], ["plan", "a/b", "--json", "--yaml"], ["plan", "a/b", "--from", "0"]]
)
def test_anything_else_is_refused_in_one_sentence(words: list[str]) -> None:
    with pytest.raises(UsageProblem):
        parse(words)
