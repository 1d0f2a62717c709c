"""Keys of one's own that are for nothing are told."""

from __future__ import annotations

from breadtui.cli.own_keys import tell_wrong_names
from breadtui.ui.own_keys import wrong_names


def test_names_of_actions_are_known_also_of_screens_that_were_never_opened() -> None:
    assert wrong_names(["tree.fold", "item.star", "board.baseline", "chat.retry", "app.quit"]) == {}


def test_a_wrong_name_comes_with_the_one_that_was_probably_meant() -> None:
    assert wrong_names(["item.stern", "tree.fold", "zzzzzzzz"]) == {"item.stern": "item.star", "zzzzzzzz": ""}


async def test_each_is_told_in_a_sentence() -> None:
    told: list[str] = []
    await tell_wrong_names({"item.stern": "f6", "zzzzzzzz": "f7", "item.star": "f8"}, told.append)
    assert told == [
        'config.toml: [keys] "item.stern" is no action; did you mean "item.star"?',
        'config.toml: [keys] "zzzzzzzz" is no action; help (?) shows the name of each.',
    ]
