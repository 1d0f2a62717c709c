"""bgit's `input.yml`, written from things of the service and read again."""

from __future__ import annotations

import pytest

from breadtui.domain.bgit.as_input import base_name, first_target, input_sections
from breadtui.domain.bgit.input_file import NoInput, order_of
from breadtui.domain.json_values import JsonObject
from breadtui.export.bgit_input import MOST_BYTES, input_yaml, read_input
from breadtui.export.prompts.shapes import Misread

PROMPTS: dict[str, JsonObject] = {
    "teacher": {"messages": [{"role": "system", "content": "Be Yoda.\nAlways: yes."}]},
    "student": {"messages": []},
}
TARGET: JsonObject = {
    "generators": [{"type": "persona", "numq": 600, "seed": None}],
    "teacher_prompt": "prompt_x",
    "student_prompt": "prompt_y",
    "u": "prompt_x",
    "temperature": None,
    "num_traj_per_stimulus": 5,
}
BAKE: JsonObject = {
    "datasets": [{"target": "yoda_0123456789abcdef", "weight": 1.0}, {"target": "other", "weight": 0.5}],
    "epochs": 2,
    "total_trajectories": 3000,
    "model_name": None,
    "optimizer": {"learning_rate": 1e-4},
    "checkpoint": [{"type": "huggingface", "output_dir": "bakes/b/ckpts"}],
}


def test_a_bake_with_its_target_and_prompts_is_written_and_asks_for_the_same_when_read() -> None:
    sections = input_sections(PROMPTS, ("yoda_0123456789abcdef", TARGET), ("b_00000000ffffffff", BAKE))
    file = read_input(input_yaml(sections).encode())
    assert file.target == {
        "name": "yoda",
        "generators": [{"type": "persona", "numq": 600, "seed": None}],
        "num_traj_per_stimulus": 5,
        "teacher_prompt": "teacher",
        "student_prompt": "student",
    }
    assert file.bake == {
        "name": "b",
        "datasets": [{"target": "yoda", "weight": 1.0}, {"target": "other", "weight": 0.5}],
        "epochs": 2,
        "optimizer": {"learning_rate": 1e-4},
        "checkpoint": [{"type": "huggingface"}],
    }
    order = order_of(file)
    assert order.target is not None
    assert order.bake is not None
    assert order.bake.overrides["datasets"] == [
        {"target": order.target.name, "weight": 1.0},
        {"target": "other", "weight": 0.5},
    ]
    assert [prompt.yaml_name for prompt in order.prompts] == ["teacher", "student"]


def test_a_target_alone_has_no_bake() -> None:
    assert set(input_sections({}, ("t", {}))) == {"PROMPT", "TARGET"}


def test_the_hash_goes_from_names_and_nothing_else_does() -> None:
    assert base_name("yoda_0123456789abcdef") == "yoda"
    assert base_name("yoda_v2") == "yoda_v2"
    assert base_name("_0123456789abcdef") == "_0123456789abcdef"


def test_the_first_target_of_a_bake_is_the_files() -> None:
    assert first_target(BAKE) == "yoda_0123456789abcdef"
    assert first_target({}) is None


@pytest.mark.parametrize(
    ("content", "problem", "says"),
    [
        (b"PROMPT: [", Misread, "line 1"),
        (b"\xff\xfe", NoInput, "not UTF-8"),
        (b"- a", NoInput, "a mapping"),
        (b"#" * (MOST_BYTES + 1), NoInput, "larger than 4 MB"),
    ],
)
def test_what_is_no_input_file_says_why(content: bytes, problem: type[Exception], says: str) -> None:
    with pytest.raises(problem, match=says):
        read_input(content)


def test_a_file_of_remarks_asks_for_nothing_and_scalars_are_those_of_yaml_1_2() -> None:
    assert read_input(b"# PROMPT:\n#   a: b\n").is_empty
    file = read_input(b"TARGET:\n  name: no\n  temperature: 1e-4\n")
    assert file.target == {"name": "no", "temperature": 1e-4}


WHOLE = b"""
PROMPT:
  teacher:
    messages:
      - role: system
        content: |
          You are Yoda: wise, "old" \xe2\x80\x94 and small.
          Speak so, you must.
    tools: []
  "no":
    messages: [{role: user, content: 'it''s #1'}]
TARGET:
  name: yoda
  generators:
    - {type: persona, numq: 1_000, temperature: 1.0}
    - type: hardcoded
      questions: [yes, No, 'on', 12:30, 0x1F, 1e3]
      numq: 6
  num_traj_per_stimulus: 5
  teacher_prompt: teacher
  student_prompt: "no"
  max_tokens: ~
  extra_kwargs: {top_p: .95, seed: 0o17, big: 12345678901234567890, t: True}
BAKE:
  name: yoda_bake
  datasets:
    - target: yoda
      weight: 1.0
  epochs: 2
  optimizer: {learning_rate: 1e-4, betas: [0.9, 0.999]}
"""


def test_a_whole_file_gets_the_names_that_bgit_gives_it() -> None:
    order = order_of(read_input(WHOLE))
    assert [prompt.name for prompt in order.prompts] == [
        "prompt_c9cb92100432d562",
        "prompt_871987b174af3fe7",
        "prompt_2e6b7a4f61149e18",
    ]
    assert order.target is not None
    assert order.bake is not None
    assert (order.target.name, order.bake.name) == ("yoda_9862742e18ce00ec", "yoda_bake_4fbefcc72180318d")
