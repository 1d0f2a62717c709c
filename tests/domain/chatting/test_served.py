"""The list of models by repository, and the model that is meant by less than its path."""

from __future__ import annotations

import pytest

from breadtui.domain.chatting.served import grouped, named, newest
from breadtui.domain.inference import ServedModel

IDS = ("Qwen/Qwen3-32B", "ada/b/v1/10", "ada/b/v1/9", "ada/a/v1/5", "ada/a/wise/70", "ada/a/v1/5")


def test_base_models_first_then_repositories_with_the_newest_checkpoint_first() -> None:
    groups = grouped(ServedModel(each) for each in IDS)
    assert [(group.repo, [model.id for model in group.models]) for group in groups] == [
        (None, ["Qwen/Qwen3-32B"]),
        ("a", ["ada/a/v1/5", "ada/a/wise/70"]),
        ("b", ["ada/b/v1/10", "ada/b/v1/9"]),
    ]
    assert grouped(()) == ()


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("ada/b/v1/9", "ada/b/v1/9"),
        ("Qwen/Qwen3-32B", "Qwen/Qwen3-32B"),
        ("b/v1", "ada/b/v1/10"),
        ("b/v1/9", "ada/b/v1/9"),
        ("wise", "ada/a/wise/70"),
        ("v1", "v1"),
        ("other/model", "other/model"),
    ],
)
def test_the_model_that_is_meant(text: str, model: str) -> None:
    assert named(text, IDS) == model


def test_the_newest_of_a_bakes_models() -> None:
    assert newest(("a/b/c/9", "a/b/c/10")) == "a/b/c/10"
    assert newest(("odd",)) == "odd"
    assert newest(()) == ""
