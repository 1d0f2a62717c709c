"""Names as bgit makes them: the texts that are hashed are JavaScript's, and so are the published vectors."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breadtui.domain.bgit.collation import sort_key
from breadtui.domain.bgit.hashes import bake_hash, hashed_name, prompt_hash, target_hash
from breadtui.domain.bgit.script_json import script_json, script_keys, script_number
from breadtui.domain.json_values import Json, JsonObject

PIRATE: JsonObject = {"messages": [{"role": "system", "content": "You are a pirate."}]}
STUDENT: JsonObject = {"messages": []}
ODD: JsonObject = {
    "messages": [{"role": "user", "content": 'né\u2028\u0007"\\ 😀'}],
    "tools": [{"type": "function", "b": 1, "a": 2}],
    "name": "base",
}
PROMPTS = {
    "10": prompt_hash("10", STUDENT),
    "teacher": prompt_hash("teacher", PIRATE),
    "student": prompt_hash("student", STUDENT),
    "été": prompt_hash("été", ODD),
    "nul": prompt_hash("nul", {"tools": []}),
}
TARGET: JsonObject = {
    "name": "yoda",
    "template": "default",
    "generators": [
        {"type": "persona", "numq": 600, "temperature": 0.6},
        {"type": "hardcoded", "questions": ["b", "a"], "numq": 2},
        {"type": "hardcoded", "questions": ["B", "a"]},
        {"type": "from_dataset", "dataset": "squad", "numq": 28, "extra": {"z": 1, "a": [{"d": 1, "c": 2}]}},
    ],
    "num_traj_per_stimulus": 5,
    "teacher_prompt": "teacher",
    "student_prompt": "other",
    "temperature": 1.0,
    "extra_kwargs": {
        "b": None,
        "a": 1e21,
        "c": 1e-7,
        "d": 0.000001,
        "e": 123456789012345680000,
        "f": -0.0,
        "10": 1,
        "2": 2,
    },
}
TARGETS = {"yoda": target_hash(TARGET, PROMPTS)}
BAKE: JsonObject = {
    "name": "b",
    "datasets": [
        {"target": "zeta", "weight": 0.5},
        {"target": "yoda"},
        {"target": "Alpha", "weight": None, "other": 1},
    ],
    "epochs": 2.0,
    "optimizer": {"learning_rate": 1e-4, "betas": [0.9, 0.999]},
    "model": {"type": "bake", "baked_adapter_config": {"r": 8, "lora_alpha": 16}},
    "checkpoint": [{"type": "huggingface", "save_end_of_training": True}],
}
NOTHING = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
JSONS = st.recursive(
    st.none() | st.booleans() | st.text() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4) | st.sampled_from("0129"), inner),
    max_leaves=12,
)


def test_the_published_vectors_of_prompts_hold() -> None:
    assert PROMPTS["student"] == "2e6b7a4f61149e18912ad402d91cdd827e3fd7a7535a9f2506e197b0af9f52c9"
    assert PROMPTS["teacher"] == "f374832826e78785b640086f296cffea1da5dc78ca1e684b08979c96b3b6722b"
    assert hashed_name("prompt", PROMPTS["student"]) == "prompt_2e6b7a4f61149e18"


def test_prompts_with_odd_texts_and_names_hash_as_bgit_hashes_them() -> None:
    assert PROMPTS["10"] == "0b79d350aff724905a8ae89e75882d5af6beb8b6e2c63176e53cecf0498afbb8"
    assert PROMPTS["été"] == "dd27b98825366c19f50c7b3c662c31d910037871c02b3ed9aa8b734b11caba5f"
    assert PROMPTS["nul"] == "bcb261a26554ffa50c3de2e7b49325ecf322556be0a9c76dbdef1a0124ecec0c"


def test_targets_hash_as_bgit_hashes_them() -> None:
    assert TARGETS["yoda"] == "a4148a41416659d26fc7ffad9961dde2d24bb1867fc5af1b5fffa967c43b8113"
    assert target_hash({}, {}) == NOTHING
    only_name = target_hash({"name": "x"}, PROMPTS)
    assert only_name == "905b31cbef4e31ff0c57d2836fa45ecf98c3b498a8c7dc11d64fca21f37c93f5"


def test_bakes_hash_as_bgit_hashes_them() -> None:
    whole = bake_hash(BAKE, PROMPTS, TARGETS)
    assert whole == "51cdca5f3f7e35c761d1d2a6122f0ffebea537f66b4fd77df1353a830fc02ce0"
    only_name = bake_hash({"name": "b"}, PROMPTS, TARGETS)
    assert only_name == "7892a4ba87f4f3baaf67392326e72f35eb1a22b881748d80e84d28c53c7d803a"
    single = bake_hash({"datasets": {"target": "yoda"}}, {}, TARGETS)
    assert single == "1573bedcb38623a80bb728498bd668bbb1b4b20257ef680bad9d40886a417abb"
    assert bake_hash({}, {}, {}) == NOTHING


def test_generators_count_in_no_order_and_messages_do() -> None:
    generators = TARGET["generators"]
    assert isinstance(generators, list)
    found = {target_hash({**TARGET, "generators": list(order)}, PROMPTS) for order in permutations(generators)}
    assert found == {TARGETS["yoda"]}
    two = [{"role": "user", "content": "a"}, {"role": "user", "content": "b"}]
    assert prompt_hash("p", {"messages": two}) != prompt_hash("p", {"messages": two[::-1]})


def test_a_target_and_a_bake_change_with_every_prompt_of_the_file() -> None:
    others = {**PROMPTS, "unused": "0" * 64}
    assert target_hash(TARGET, others) != TARGETS["yoda"]
    assert bake_hash(BAKE, others, TARGETS) != bake_hash(BAKE, PROMPTS, TARGETS)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (1e21, "1e+21"),
        (1e20, "100000000000000000000"),
        (123456789012345680000.0, "123456789012345680000"),
        (1e-6, "0.000001"),
        (1e-7, "1e-7"),
        (1.5e-10, "1.5e-10"),
        (0.1 + 0.2, "0.30000000000000004"),
        (5e-324, "5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (-2.5e-8, "-2.5e-8"),
        (100.0, "100"),
        (123.456, "123.456"),
        (float(9007199254740993), "9007199254740992"),
        (math.inf, "null"),
        (math.nan, "null"),
    ],
)
def test_numbers_print_as_in_javascript(value: float, text: str) -> None:
    assert script_number(value) == text


def test_keys_that_read_as_an_index_come_first() -> None:
    keys = ["b", "10", "2", "01", "-1", "a", "4294967295", "4294967294"]
    assert script_keys(keys) == ["2", "10", "4294967294", "b", "01", "-1", "a", "4294967295"]


def test_only_what_must_be_is_escaped() -> None:
    assert script_json('\b\f\n\r\t\v\0\x7f\u2028é😀"\\/') == '"\\b\\f\\n\\r\\t\\u000b\\u0000\x7f\u2028é😀\\"\\\\/"'
    assert script_json("x\ud800") == '"x\\ud800"'


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_reads_back_as_itself(value: float) -> None:
    assert float(script_number(value)) == value


def in_node(expression: str, value: Json) -> list[Json]:
    """What node makes of a list `v` that is given as JSON."""
    read = "let s='';process.stdin.on('data',d=>s+=d).on('end',()=>{const v=JSON.parse(s);"
    script = f"{read}console.log(JSON.stringify({expression}))}})"
    ran = subprocess.run(["node", "-e", script], input=json.dumps(value).encode(), capture_output=True, check=True)
    found = json.loads(ran.stdout)
    assert isinstance(found, list)
    return found


needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="there is no node to compare with")


@needs_node
@settings(max_examples=1, deadline=None)
@given(st.lists(JSONS, min_size=150, max_size=150))
def test_the_texts_are_those_of_node(values: list[Json]) -> None:
    clean = [json.loads(json.dumps(value).replace("Infinity", "null")) for value in values]
    assert [script_json(value) for value in clean] == in_node("v.map(one=>JSON.stringify(one))", clean)


@needs_node
@settings(max_examples=1, deadline=None)
@given(st.lists(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=8), min_size=100, max_size=100))
def test_ascii_texts_sort_as_in_node(texts: list[str]) -> None:
    assert sorted(texts, key=sort_key) == in_node("v.sort((a,b)=>a.localeCompare(b))", texts)


def test_accents_and_case_decide_only_between_equals() -> None:
    assert sorted(["zo", "Éa", "ea", "EB", "\u0001e", "e"], key=sort_key) == ["\u0001e", "e", "ea", "Éa", "EB", "zo"]
