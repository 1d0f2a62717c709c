"""`breadtui target create` as a script meets it, against a demo service over loopback."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from breadtui.cli.main import main
from breadtui.commands import exits
from breadtui.demo.faults import Fault
from breadtui.demo.serve import DemoServer
from tests.cli.prompt_runs import KEY, Ran, Runs

SETTINGS = {
    "teacher_prompt": "yoda",
    "student_prompt": "",
    "num_traj_per_stimulus": 5,
    "generators": [{"type": "persona", "numq": 10}, {"type": "hardcoded", "questions": ["Why?", "How?"]}],
}
YAML = """\
# what the yoda prompt shall teach
teacher_prompt: yoda
student_prompt: ""
num_traj_per_stimulus: 5
generators:
  - {type: persona, numq: 10}
  - type: hardcoded
    questions: ["Why?", "How?"]
"""
TEMPLATE = "Write ${numq} questions for ${prompt_u}"


@pytest.fixture(name="create")
def create_run(demo: DemoServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Runs:
    monkeypatch.setenv("BREAD_BASE_URL", demo.url)
    monkeypatch.setenv("BREAD_API_KEY", KEY)

    def run_main(*words: str, given: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        code = main(["target", "create", *words])
        found = capsys.readouterr()
        return Ran(code, found.out, found.err)

    return run_main


def there(demo: DemoServer, name: str) -> dict[str, Any] | None:
    target = demo.world.repos["yoda_repo"].targets.get(name)
    return None if target is None else dict(target.config)


@pytest.mark.parametrize(
    "text", [YAML, json.dumps(SETTINGS), json.dumps({"overrides": SETTINGS, "template": "default"})]
)
def test_a_file_of_either_language_makes_the_same_target(create: Runs, demo: DemoServer, text: str) -> None:
    ran = create("yoda_repo/new", "--file", "-", given=text)
    assert ran.code == exits.OK
    config = there(demo, "new")
    assert config is not None
    assert config | SETTINGS == config
    assert "12 questions × 5 answers = 60 rows" in ran.err
    assert ["num_traj_per_stimulus", "5", "given"] in [line.split() for line in ran.out.splitlines()]
    assert ["max_concurrency", "10", "template"] in [line.split() for line in ran.out.splitlines()]


def test_the_outcome_for_programs_holds_configuration_origins_and_rows(create: Runs) -> None:
    ran = create("yoda_repo/new", "--file", "-", "--json", given=YAML)
    outcome = json.loads(ran.out)
    assert (outcome["outcome"], outcome["questions"], outcome["rows"]) == ("created", 12, 60)
    assert outcome["origins"]["teacher_prompt"] == "given"
    assert outcome["config"]["teacher_prompt"] == "yoda"
    again = json.loads(create("yoda_repo/new", "--file", "-", "--json", given=YAML).out)
    assert again == outcome | {"outcome": "unchanged"}


def test_another_target_of_that_name_is_told_and_left(create: Runs, demo: DemoServer) -> None:
    create("yoda_repo/new", "--file", "-", given=YAML)
    before = there(demo, "new")
    ran = create("yoda_repo/new", "--file", "-", given=YAML.replace("numq: 10", "numq: 11"))
    assert (ran.code, ran.out) == (exits.CONFLICT, "")
    assert "generators[0].numq: 10 there, 11 in the file" in ran.err
    assert "new_v2 is free" in ran.err
    assert there(demo, "new") == before
    told = json.loads(create("yoda_repo/new", "--file", "-", "--json", given="{}").out)
    assert (told["outcome"], told["free_name"]) == ("conflict", "new_v2")


def test_a_key_that_the_service_forbids_is_named_and_nothing_is_sent_unless_forced(
    create: Runs, demo: DemoServer
) -> None:
    odd = YAML + "temprature: 1\n"
    ran = create("yoda_repo/new", "--file", "-", given=odd)
    assert (ran.code, ran.out) == (exits.USAGE, "")
    assert "temprature" in ran.err
    assert there(demo, "new") is None
    assert create("yoda_repo/new", "--file", "-", "--force", given=odd).code == exits.REFUSED


@pytest.mark.parametrize("name", ["batch", "default"])
def test_the_services_own_words_are_no_names_even_if_forced(create: Runs, name: str) -> None:
    assert create(f"yoda_repo/{name}", "--file", "-", "--force", given=YAML).code == exits.USAGE


def test_a_prompt_that_is_not_there_is_warned_of(create: Runs) -> None:
    ran = create("yoda_repo/new", "--file", "-", given=YAML.replace("yoda", "nobody"))
    assert ran.code == exits.OK
    assert "no prompt named nobody" in ran.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("generators: [", "standard input, line"),
        ('{"generators": [}', "standard input, line 1, column"),
        ("- a", "a target is an object"),
        ("", "it is empty"),
        ("generators: [{type: persona, numq: 0}]", "generators[0].numq"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_its_place(create: Runs, text: str, words: str) -> None:
    ran = create("yoda_repo/new", "--file", "-", given=text)
    assert (ran.code, ran.out) == (exits.USAGE, "")
    assert words in ran.err


def test_a_file_that_is_not_there_is_named(create: Runs, home: Path) -> None:
    ran = create("yoda_repo/new", "--file", str(home / "gone.yml"))
    assert ran.code == exits.USAGE
    assert "gone.yml cannot be read" in ran.err


def test_a_template_is_read_beside_the_file_and_sent(create: Runs, demo: DemoServer, home: Path) -> None:
    (home / "ask.txt").write_text(TEMPLATE)
    file = home / "target.yml"
    file.write_text("generators: [{type: oneshot_qs, numq: 3, template_path: ask.txt}]")
    demo_before = len(demo.world.repos["yoda_repo"].targets)
    assert create("yoda_repo/new", "--file", str(file)).code == exits.OK
    config = there(demo, "new")
    assert config is not None
    assert config["generators"][0]["template_path"] == "templates/ask.txt"
    assert len(demo.world.repos["yoda_repo"].targets) == demo_before + 1


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"only ${numq}", "lacks ${prompt_u}"), (b"\xff", "no UTF-8"), (None, "the template ask.txt is not there")],
)
def test_a_template_that_cannot_be_used_is_told(create: Runs, home: Path, content: bytes | None, words: str) -> None:
    if content is not None:
        (home / "ask.txt").write_bytes(content)
    file = home / "target.yml"
    file.write_text("generators: [{type: oneshot_qs, numq: 3, template_path: ask.txt}]")
    ran = create("yoda_repo/new", "--file", str(file))
    assert ran.code == exits.USAGE
    assert words in ran.err


def test_a_template_of_the_services_own_folder_need_not_be_here(create: Runs) -> None:
    text = "generators: [{type: oneshot_qs, numq: 3, template_path: templates/ask.txt}]"
    assert create("yoda_repo/new", "--file", "-", given=text).code == exits.OK


def test_an_answer_that_is_lost_is_read_back(create: Runs, demo: DemoServer) -> None:
    demo.faults.add("/targets$", Fault(drop="after"), times=3, method="POST")
    ran = create("yoda_repo/new", "--file", "-", given=YAML)
    assert ran.code == exits.OK
    assert there(demo, "new") is not None
    assert "is created" in ran.err


def test_a_repository_that_is_not_there_is_a_refusal(create: Runs) -> None:
    assert create("nowhere/new", "--file", "-", given=YAML).code == exits.REFUSED


def test_nothing_a_terminal_obeys_gets_out(create: Runs) -> None:
    ran = create("yoda_repo/new", "--file", "-", given='{"teacher_prompt": "a\\u001b[2J"}')
    assert "\x1b" not in ran.out + ran.err
